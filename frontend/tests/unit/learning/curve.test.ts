import { describe, expect, it } from 'vitest'
import { averageWindow, movingAverage } from '../../../src/learning/movingAverage'
import { stageBands } from '../../../src/learning/stages'
import { chartCeiling } from '../../../src/learning/ceiling'
import type { SurvivalPoint } from '../../../src/learning/series'

const point = (from: number, stage: number): SurvivalPoint => ({ from, to: from, count: 1, length: 1, shortest: 1, longest: 1, stage, cause: null })

describe('learning curve', () => {
  it('averages what there is at first and the last few later on', () => {
    expect(movingAverage([2, 4, 6, 8], 2)).toEqual([2, 3, 5, 7])
    expect(movingAverage([], 5)).toEqual([])
  })

  it('averages wider, the longer the run', () => {
    expect(averageWindow(0)).toBe(5)
    expect(averageWindow(1_000)).toBe(50)
    expect(averageWindow(10_000)).toBe(100)
  })

  it('makes one band of each stretch at one stage, without gaps', () => {
    expect(stageBands([point(1, 1), point(2, 1), point(3, 2), point(4, 1)])).toEqual([
      { stage: 1, from: 1, to: 3 },
      { stage: 2, from: 3, to: 4 },
      { stage: 1, from: 4, to: 4 },
    ])
  })

  it('leaves room above the curve without reaching for a far limit', () => {
    expect(chartCeiling(90, 100, 500)).toBe(150)
    expect(chartCeiling(500, 100, 500)).toBe(520)
    expect(chartCeiling(0, 0, 500)).toBe(20)
  })
})
