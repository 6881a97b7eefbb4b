import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { useWatched } from '../../../src/stores/watched'
import { aFrame, connectedTo } from '../frames'

describe('watched life', () => {
  beforeEach(() => setActivePinia(createPinia()))

  it('leaves a trail behind the agent and none where it stands still', () => {
    const watched = useWatched()
    watched.receiveFrame(aFrame({ step: 1, at: { x: 1, y: 1 } }), 0)
    watched.receiveFrame(aFrame({ step: 2, at: { x: 2, y: 1 } }), 0)
    watched.receiveFrame(aFrame({ step: 3, at: { x: 2, y: 1 } }), 0)
    expect(watched.trail).toEqual([
      { x: 1, y: 1 },
      { x: 2, y: 1 },
    ])
  })

  it('keeps the trail short', () => {
    const watched = useWatched()
    for (let step = 0; step < 200; step++) {
      watched.receiveFrame(aFrame({ step, at: { x: step % 8, y: 0 } }), 0)
    }
    expect(watched.trail.length).toBeLessThan(20)
  })

  it('forgets the last life when a new one begins, even if its beginning was missed', () => {
    const watched = useWatched()
    watched.receiveFrame(aFrame({ episode: 1, step: 50, at: { x: 7, y: 7 } }), 0)
    watched.receiveFrame(aFrame({ episode: 2, step: 0, at: { x: 0, y: 0 } }), 0)
    expect(watched.trail).toEqual([{ x: 0, y: 0 }])
    expect(watched.previous).toBeNull()
  })

  it('keeps the word about the end until the next life begins', () => {
    const watched = useWatched()
    watched.receiveFrame(aFrame({ episode: 1, step: 50 }), 0)
    watched.receiveEnd({
      type: 'episode_end',
      episode: 1,
      steps: 50,
      total_reward: -50,
      reason: 'done',
      cause: 'energy',
      checkpoint: null,
      checkpoint_episode: 0,
      steps_vs_idle: -50,
    })
    expect(watched.end?.cause).toBe('energy')
    watched.receiveFrame(aFrame({ episode: 2, step: 0 }), 0)
    expect(watched.end).toBeNull()
  })

  it('says which episode the policy on screen is from, not the one loaded for the next life', () => {
    const watched = useWatched()
    watched.receiveConnected(connectedTo('run'))
    watched.receiveFrame(aFrame({ policy: 'policy_ep00500' }), 0)
    watched.receiveModel({ type: 'model_loaded', model: 'policy_ep00600', episode: 600, total_episodes: 0, epsilon: 0, message: '', available_models: null })
    expect(watched.policyFrom).toBe(500)
    expect(watched.models).toContain('policy_ep00600')
  })

  it('knows the untrained agent', () => {
    const watched = useWatched()
    watched.receiveFrame(aFrame({ policy: null }), 0)
    expect(watched.untrained).toBe(true)
    expect(watched.policyFrom).toBeNull()
  })

  it('drops the life of another run', () => {
    const watched = useWatched()
    watched.receiveConnected(connectedTo('one'))
    watched.receiveFrame(aFrame({}), 0)
    watched.receiveConnected(connectedTo('one'))
    expect(watched.frame).not.toBeNull()
    watched.receiveConnected(connectedTo('two'))
    expect(watched.frame).toBeNull()
  })
})
