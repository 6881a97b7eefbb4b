import { describe, expect, it } from 'vitest'
import { cellsOf, countVisit, warmthOf, type CellCounts } from '../../../src/town/heat'

describe('heat map', () => {
  it('counts each step where it was taken', () => {
    const path = [{ x: 1, y: 2 }, { x: 1, y: 2 }, { x: 2, y: 2 }]
    const counts = path.reduce<CellCounts>(countVisit, new Map())
    expect(cellsOf(counts)).toEqual([
      { x: 1, y: 2, count: 2 },
      { x: 2, y: 2, count: 1 },
    ])
  })

  it('is warmest where it stayed longest, and shows what was crossed once too', () => {
    const [home, street] = warmthOf([{ x: 0, y: 0, count: 100 }, { x: 1, y: 0, count: 4 }])
    expect(home?.share).toBe(1)
    expect(street?.share).toBeCloseTo(0.2)
    expect(warmthOf([])).toEqual([])
  })
})
