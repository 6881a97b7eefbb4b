import { describe, expect, it } from 'vitest'
import { averageWindow, movingAverage } from '../../../src/learning/movingAverage'
import { learntAtLastStage, stageArrivals, stageBands, stageNews } from '../../../src/learning/stages'
import { chartCeiling } from '../../../src/learning/ceiling'
import { lived, type EpisodePoint } from '../../../src/learning/series'
import { endingsIn, endingsOver, mainEnding } from '../../../src/learning/endings'

const point = (from: number, stage: number, endings: Record<string, number> = { [lived]: 1 }): EpisodePoint => ({
  from,
  to: from,
  count: 1,
  length: 1,
  shortest: 1,
  longest: 1,
  stage,
  endings,
  epsilon: 0,
  novelty: 0,
  loss: null,
})

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
    expect(stageBands([point(1, 1), point(2, 1), point(3, 2), point(4, 2)])).toEqual([
      { stage: 1, from: 1, to: 3 },
      { stage: 2, from: 3, to: 4 },
    ])
  })

  it('takes agents that follow one by one for one stage, and a lasting fall for another', () => {
    const mixed = [1, 2, 1, 1, 2, 2].map((stage, index) => point(index + 1, stage))
    expect(stageBands(mixed).map((band) => band.stage)).toEqual([1, 2])
    const fallen = Array.from({ length: 30 }, (_, index) => point(index + 7, 1))
    expect(stageBands([...mixed, ...fallen]).map((band) => band.stage)).toEqual([1, 2, 1])
  })

  it('knows whether a policy learnt from lives of the last stage alone', () => {
    const lives = Array.from({ length: 500 }, (_, index) => point(index + 1, index < 100 ? 4 : 5))
    expect(learntAtLastStage(lives, 299)).toBe(false)
    expect(learntAtLastStage(lives, 300)).toBe(true)
    expect(learntAtLastStage(lives, 500)).toBe(true)
    expect(learntAtLastStage(lives.slice(0, 150), 150)).toBe(false)
    expect(learntAtLastStage([], 300)).toBe(false)
  })

  it('says what becomes harder, which is not the drain at the last stage', () => {
    expect(stageNews(2)).toBe('needs drain faster')
    expect(stageNews(5)).toContain('shaping')
  })

  it('lists which agents reached a stage and when, without those that fell back to it', () => {
    const moved = (agent: number, episode: number, from: number, to: number) => ({ type: 'stage_changed' as const, agent, episode, from, to, reason: `agent ${agent}` })
    expect(stageArrivals([moved(2, 30, 1, 2), moved(0, 35, 1, 2), moved(2, 60, 2, 3), moved(2, 70, 3, 2)])).toEqual([
      { stage: 2, agents: 2, first: 30, last: 35, reason: 'agent 2' },
      { stage: 3, agents: 1, first: 60, last: 60, reason: 'agent 2' },
    ])
  })

  it('leaves room above the curve without reaching for a far limit', () => {
    expect(chartCeiling(90, 100, 500)).toBe(150)
    expect(chartCeiling(500, 100, 500)).toBe(520)
    expect(chartCeiling(0, 0, 500)).toBe(20)
  })
})

describe('endings', () => {
  const points = [point(1, 1, { energy: 3, health: 1 }), point(2, 1, { health: 1 }), point(3, 1, { energy: 1 }), point(4, 1)]

  it('names the most frequent of a point', () => {
    expect(points.map((one) => mainEnding(one.endings))).toEqual(['energy', 'health', 'energy', lived])
  })

  it('lists full lives first and then by frequency, so that colours keep their places', () => {
    expect(endingsIn(points)).toEqual([lived, 'energy', 'health'])
    expect(endingsIn([])).toEqual([])
  })

  it('adds up to all lives, however many columns there are', () => {
    for (const columns of [1, 2, 3, 9]) {
      const spans = endingsOver(points, columns)
      expect(spans.length).toBe(Math.min(columns, points.length))
      expect(spans.flatMap((span) => Object.values(span.endings)).reduce((sum, count) => sum + count, 0)).toBe(7)
    }
    expect(endingsOver(points, 2)[0]).toMatchObject({ from: 1, to: 2, endings: { energy: 3, health: 2 } })
  })
})
