import type { Cascade } from '../wire/messages'

export interface ActiveCascade {
  source: string
  target: string
  /** What the target loses each step, in meter units. */
  loss: number
}

export function activeCascades(cascades: readonly Cascade[], meters: Readonly<Record<string, number>>): ActiveCascade[] {
  return cascades.flatMap((cascade) => {
    const value = meters[cascade.source]
    if (value === undefined || cascade.threshold <= 0 || value >= cascade.threshold) {
      return []
    }
    return [{ source: cascade.source, target: cascade.target, loss: (cascade.strength * (cascade.threshold - value)) / cascade.threshold }]
  })
}

/** What a low meter drags down, strongest first. */
export function draggedDownBy(active: readonly ActiveCascade[], source: string): string[] {
  return active
    .filter((cascade) => cascade.source === source)
    .sort((a, b) => b.loss - a.loss)
    .map((cascade) => cascade.target)
}

/** What drags a meter down, strongest first. */
export function draggingDown(active: readonly ActiveCascade[], target: string): string[] {
  return active
    .filter((cascade) => cascade.target === target)
    .sort((a, b) => b.loss - a.loss)
    .map((cascade) => cascade.source)
}
