import { describe, expect, it } from 'vitest'
import { SurvivalSeries } from '../../../src/learning/series'

const episode = (number: number, length = number, stage = 1) => ({ episode: number, length, epsilon: 0.1, curriculum_stage: stage, cause: null })

describe('survival series', () => {
  it('keeps episodes in order and knows the last', () => {
    const series = new SurvivalSeries()
    ;[1, 2, 5].forEach((number) => series.add(episode(number)))
    expect(series.points.map((point) => point.from)).toEqual([1, 2, 5])
    expect(series.lastEpisode).toBe(5)
    expect(series.longest).toBe(5)
  })

  it('replaces an episode that is lived again after a crash', () => {
    const series = new SurvivalSeries()
    ;[1, 2, 3].forEach((number) => series.add(episode(number)))
    expect(series.add(episode(2, 90))).toBe(false)
    expect(series.points.map((point) => point.length)).toEqual([1, 90, 3])
  })

  it('never holds more points than its limit, however many episodes there are', () => {
    const series = new SurvivalSeries(100)
    for (let number = 1; number <= 5_000; number++) {
      series.add(episode(number))
      expect(series.points.length).toBeLessThanOrEqual(100)
    }
    expect(series.points.length).toBeGreaterThan(50)
    expect(series.points.reduce((sum, point) => sum + point.count, 0)).toBe(5_000)
    expect(series.points[0]?.from).toBe(1)
    expect(series.lastEpisode).toBe(5_000)
  })

  it('keeps mean, shortest and longest of what it merges', () => {
    const series = new SurvivalSeries(2)
    ;[10, 20, 60].forEach((length, index) => series.add(episode(index + 1, length)))
    expect(series.points[0]).toMatchObject({ from: 1, to: 2, count: 2, length: 15, shortest: 10, longest: 20 })
    expect(series.longest).toBe(60)
  })
})
