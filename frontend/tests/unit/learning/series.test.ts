import { describe, expect, it } from 'vitest'
import { EpisodeSeries, lived } from '../../../src/learning/series'
import type { FinishedEpisode } from '../../../src/wire/messages'

const episode = (number: number, length = number, changes: Partial<FinishedEpisode> = {}): FinishedEpisode => ({
  episode: number,
  length,
  epsilon: 0.1,
  curriculum_stage: 1,
  intrinsic_weight: 0,
  loss: null,
  cause: null,
  ...changes,
})

describe('episode series', () => {
  it('keeps episodes in order and knows the last', () => {
    const series = new EpisodeSeries()
    ;[1, 2, 5].forEach((number) => series.add(episode(number)))
    expect(series.points.map((point) => point.from)).toEqual([1, 2, 5])
    expect(series.lastEpisode).toBe(5)
    expect(series.longest).toBe(5)
  })

  it('replaces an episode that is lived again after a crash', () => {
    const series = new EpisodeSeries()
    ;[1, 2, 3].forEach((number) => series.add(episode(number)))
    expect(series.add(episode(2, 90))).toBe(false)
    expect(series.points.map((point) => point.length)).toEqual([1, 90, 3])
  })

  it('never holds more points than its limit, however many episodes there are', () => {
    const series = new EpisodeSeries(100)
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
    const series = new EpisodeSeries(2)
    ;[10, 20, 60].forEach((length, index) => series.add(episode(index + 1, length)))
    expect(series.points[0]).toMatchObject({ from: 1, to: 2, count: 2, length: 15, shortest: 10, longest: 20 })
    expect(series.longest).toBe(60)
  })

  it('keeps how lives ended and the means of the learner’s numbers', () => {
    const series = new EpisodeSeries(2)
    series.add(episode(1, 10, { cause: 'energy', epsilon: 1, loss: null }))
    series.add(episode(2, 10, { cause: 'energy', epsilon: 0.5, loss: 0.2 }))
    series.add(episode(3, 10))
    expect(series.points[0]).toMatchObject({ endings: { energy: 2 }, epsilon: 0.75, loss: 0.2 })
    expect(series.points[1]?.endings).toEqual({ [lived]: 1 })
  })
})
