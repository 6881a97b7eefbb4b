export interface Cell {
  x: number
  y: number
}

export const actionSteps: readonly (Cell | null)[] = [{ x: 0, y: -1 }, { x: 0, y: 1 }, { x: -1, y: 0 }, { x: 1, y: 0 }, null, null]

export function distance(a: Cell, b: Cell): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y)
}

export function afterMove(from: Cell, action: number, size: { width: number; height: number }): Cell {
  const step = actionSteps[action]
  if (!step) {
    return from
  }
  return {
    x: Math.min(size.width - 1, Math.max(0, from.x + step.x)),
    y: Math.min(size.height - 1, Math.max(0, from.y + step.y)),
  }
}

const trailLength = 14

/** Standing still adds nothing: the trail shows where the agent came from, not how long it stayed. */
export function extendTrail(trail: readonly Cell[], next: Cell): readonly Cell[] {
  const last = trail[trail.length - 1]
  if (last && last.x === next.x && last.y === next.y) {
    return trail
  }
  return [...trail, next].slice(-trailLength)
}
