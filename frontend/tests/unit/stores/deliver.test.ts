import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useDelivery } from '../../../src/stores/deliver'
import { useEvents } from '../../../src/stores/events'
import { useWatched } from '../../../src/stores/watched'
import type { EpisodeStart } from '../../../src/wire/messages'
import { component, connectedTo } from '../frames'

const started = (episode: number, changes: Partial<EpisodeStart> = {}): EpisodeStart => ({
  type: 'episode_start',
  episode,
  checkpoint: null,
  checkpoint_episode: 0,
  total_episodes: 0,
  difficulty: { stage: 5, multiplier: 1, epsilon: 0 },
  idle_survival: 164,
  after_crash: false,
  ...changes,
})
const said = () => useEvents().events.map((event) => event.text)

describe('what happened', () => {
  beforeEach(() => {
    vi.stubGlobal('fetch', () => Promise.reject(new Error('there is no history here')))
    setActivePinia(createPinia())
  })
  afterEach(() => vi.unstubAllGlobals())

  it('says once that a life was lost in a crash, also after a reconnect', () => {
    const deliver = useDelivery()
    deliver(connectedTo('run'))
    deliver(started(7))
    deliver(started(8, { after_crash: true }))
    deliver(connectedTo('run'))
    deliver(started(8, { after_crash: true }))
    expect(said()).toEqual(['The life before was lost when inference crashed.'])
  })

  it('keeps its list through a reconnect and says which part was restarted meanwhile', () => {
    const deliver = useDelivery()
    deliver({ ...connectedTo('run'), components: [component('frontend')] })
    deliver({ type: 'paused', current_episode: 3, total_episodes: 9 })
    deliver({ ...connectedTo('run'), components: [component('frontend', { restarts: 1 })] })
    expect(said()).toEqual(['Page was restarted while this page was disconnected', 'Training was paused'])
  })

  it('forgets the list when another run answers', () => {
    const deliver = useDelivery()
    deliver(connectedTo('one'))
    deliver({ type: 'paused', current_episode: 3, total_episodes: 9 })
    deliver(connectedTo('two'))
    expect(said()).toEqual([])
  })

  it('says how the town lives, when it confirms it', () => {
    const deliver = useDelivery()
    deliver({ ...connectedTo('run'), conditions: 'today' })
    deliver({ type: 'playback', playing: true, speed: 1, conditions: 'then' })
    expect(useWatched().conditions).toBe('then')
    deliver({ type: 'playback', playing: true, speed: 2, conditions: null })
    expect(useWatched().conditions).toBe('then')
  })
})
