import type { Cell } from './geometry'

/** How often each cell was stood on, by "x y". */
export type CellCounts = ReadonlyMap<string, number>

export function countVisit(counts: CellCounts, at: Cell): CellCounts {
  const key = `${at.x} ${at.y}`
  return new Map(counts).set(key, (counts.get(key) ?? 0) + 1)
}

export interface Warmth extends Cell {
  count: number
  /** 0 for a cell never visited, 1 for the one visited most. */
  share: number
}

/** Shares grow with the root of the count: the home of a long life would leave every other cell dark. */
export function warmthOf(cells: readonly (Cell & { count: number })[]): Warmth[] {
  const most = cells.reduce((high, cell) => Math.max(high, cell.count), 0)
  return most === 0 ? [] : cells.map((cell) => ({ x: cell.x, y: cell.y, count: cell.count, share: Math.sqrt(cell.count / most) }))
}

export function cellsOf(counts: CellCounts): (Cell & { count: number })[] {
  return [...counts].map(([key, count]) => {
    const [x = 0, y = 0] = key.split(' ').map(Number)
    return { x, y, count }
  })
}
