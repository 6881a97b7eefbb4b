import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { useComponents } from '../../../src/stores/components'
import { useTraining } from '../../../src/stores/training'
import type { EpisodePage } from '../../../src/wire/answers'
import type { EpisodeComplete, StageChanged, TrainingStatus } from '../../../src/wire/messages'
import { parseMessage } from '../../../src/wire/parse'
import { component } from '../frames'

const told = (episode: number): EpisodeComplete => ({
  type: 'episode_complete',
  episode,
  length: 100 + episode,
  reward: 0,
  loss: null,
  avg_length_5: 0,
  epsilon: 0.5,
  buffer_size: 10,
  curriculum_stage: 1,
  intrinsic_weight: 1,
  cause: null,
})

const status = (changes: Partial<TrainingStatus> = {}): TrainingStatus => ({
  type: 'training_status',
  is_training: true,
  paused: false,
  current_episode: 5,
  total_episodes: 10,
  total_steps: 0,
  steps_per_second: 0,
  seconds_left: null,
  epsilon: 1,
  curriculum_stage: 1,
  loss: null,
  buffer_size: null,
  intrinsic_weight: null,
  ...changes,
})

const moved = (agent: number, episode: number, to: number, from = to - 1): StageChanged => ({ type: 'stage_changed', agent, episode, from, to, reason: '' })

/** A history of `total` episodes that also says which pages were asked for. */
function history(total: number) {
  const asked: number[] = []
  const fetchPage = async (from: number, limit: number): Promise<EpisodePage> => {
    asked.push(from)
    const episodes = Array.from({ length: total }, (_, index) => told(index + 1)).filter((one) => one.episode >= from)
    return { total, episodes: episodes.slice(0, limit) }
  }
  return { asked, fetchPage }
}

describe('training store', () => {
  beforeEach(() => setActivePinia(createPinia()))

  it('shows the history first and continues with live episodes', async () => {
    const training = useTraining()
    const loading = training.loadHistory(history(3).fetchPage)
    training.receiveEpisode(told(3))
    training.receiveEpisode(told(4))
    await loading
    expect(training.series.points.map((point) => point.from)).toEqual([1, 2, 3, 4])
    expect(training.historyState).toBe('loaded')
  })

  it('asks only for what it missed after a reconnect, and doubles nothing', async () => {
    const training = useTraining()
    await training.loadHistory(history(3).fetchPage)
    training.receiveEpisode(told(4))
    const later = history(6)
    await training.loadHistory(later.fetchPage)
    expect(later.asked[0]).toBe(5)
    expect(training.series.points.map((point) => point.from)).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('reads a long history page by page', async () => {
    const training = useTraining()
    const long = history(12_000)
    await training.loadHistory(long.fetchPage)
    expect(long.asked).toEqual([1, 5001, 10001])
    expect(training.series.lastEpisode).toBe(12_000)
  })

  it('continues without a history when none can be loaded', async () => {
    const training = useTraining()
    const loading = training.loadHistory(() => Promise.reject(new Error('gone')))
    training.receiveEpisode(told(7))
    await loading
    expect(training.historyState).toBe('failed')
    expect(training.series.points.map((point) => point.from)).toEqual([7])
  })

  it('starts a new curve for another run', async () => {
    const training = useTraining()
    await training.loadHistory(history(3).fetchPage)
    training.forget()
    expect(training.series.points).toHaveLength(0)
    expect(training.latest).toBeNull()
  })

  it('is not overtaken by the history of a connection that broke meanwhile', async () => {
    const training = useTraining()
    let answer: (page: EpisodePage) => void = () => undefined
    const slow = training.loadHistory(() => new Promise((resolve) => (answer = resolve)))
    const second = training.loadHistory(history(2).fetchPage)
    answer({ total: 99, episodes: [told(99)] })
    await Promise.all([slow, second])
    expect(training.series.points.map((point) => point.from)).toEqual([1, 2])
  })

  it('tells training from paused, finished and broken off', () => {
    const training = useTraining()
    expect(training.mood).toBe('unknown')
    training.receiveStatus(status())
    expect(training.mood).toBe('training')
    training.receiveTurn({ type: 'paused', current_episode: 6, total_episodes: 10 })
    expect(training.mood).toBe('paused')
    training.receiveTurn({ type: 'resumed', current_episode: 6, total_episodes: 10 })
    expect(training.mood).toBe('training')
    useComponents().receive(component('trainer', { state: 'failed', restarts: 5 }))
    expect(training.mood).toBe('broken')
    training.receiveTurn({ type: 'training_complete', current_episode: 10, total_episodes: 10 })
    expect(training.mood).toBe('finished')
    expect(training.currentEpisode).toBe(10)
  })

  it('sees that training was over before it came', () => {
    const training = useTraining()
    training.receiveStatus(status({ is_training: false, current_episode: 10 }))
    expect(training.mood).toBe('finished')
  })

  it('knows the learner’s numbers from the status, before the first episode', () => {
    const training = useTraining()
    training.receiveStatus(status({ loss: 0.25, buffer_size: 700, intrinsic_weight: 0.5 }))
    expect([training.loss, training.replay, training.novelty]).toEqual([0.25, 700, 0.5])
    training.receiveEpisode(told(6))
    expect([training.loss, training.replay, training.novelty]).toEqual([0.25, 10, 1])
  })

  it('shows no size of replay where a run is followed and no file holds it', () => {
    const training = useTraining()
    training.receiveStatus(status())
    const message = parseMessage('{"type":"episode_complete","episode":6,"length":90,"buffer_size":null}')
    expect(message.kind).toBe('message')
    training.receiveEpisode((message as { message: EpisodeComplete }).message)
    expect(training.replay).toBeNull()
  })

  it('joins past and live transitions, each once and in order', async () => {
    const training = useTraining()
    training.receiveTransition(moved(0, 30, 2))
    await training.loadTransitions(() => Promise.resolve([moved(1, 20, 2), moved(0, 30, 2)]))
    expect(training.transitions.map((one) => one.episode)).toEqual([20, 30])
  })

  it('tells the first agent at a stage from those that follow or fall back', () => {
    const training = useTraining()
    expect(training.receiveTransition(moved(0, 30, 2))).toBe(true)
    expect(training.receiveTransition(moved(1, 31, 2))).toBe(false)
    expect(training.receiveTransition(moved(0, 40, 1, 2))).toBe(false)
  })
})
