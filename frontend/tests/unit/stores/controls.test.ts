import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createPinia, setActivePinia } from 'pinia'
import { useControls } from '../../../src/composables/useControls'
import { useComponents } from '../../../src/stores/components'
import { useConnection } from '../../../src/stores/connection'
import { useNotices } from '../../../src/stores/notices'
import { useTraining } from '../../../src/stores/training'
import type { TrainingStatus } from '../../../src/wire/messages'
import { component } from '../frames'

describe('pausing training', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    useConnection().phase = 'live'
    useTraining().status = { type: 'training_status', is_training: true, paused: false, current_episode: 3, total_episodes: 9 } as TrainingStatus
  })

  it('is offered where this town trains', () => {
    useComponents().replaceAll([component('trainer'), component('inference')])
    expect(useControls().canPauseTraining.value).toBe(true)
  })

  it('is not offered where another program trains', () => {
    useComponents().replaceAll([component('follower'), component('inference')])
    expect(useControls().canPauseTraining.value).toBe(false)
  })
})

describe('breaking a component', () => {
  beforeEach(() => setActivePinia(createPinia()))

  it('is offered for what the town lets be broken, while it is heard', () => {
    useComponents().breakable = ['inference']
    const controls = useControls()
    expect(controls.canBreak('inference')).toBe(false)
    useConnection().phase = 'live'
    expect(controls.canBreak('inference')).toBe(true)
    expect(controls.canBreak('trainer')).toBe(false)
  })

  it('takes the silence of the page’s own server for its fall, and that of the town for a fault', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    await useControls().breakIt('frontend')
    expect(useNotices().notices).toEqual([])
    expect(useComponents().isDown('frontend')).toBe(true)
    await useControls().breakIt('inference')
    expect(useNotices().notices.map((notice) => notice.text)).toEqual(['The town did not answer. Try again when it is back.'])
    useComponents().replaceAll([component('frontend', { restarts: 1 })])
    expect(useComponents().isDown('frontend')).toBe(false)
    vi.unstubAllGlobals()
  })

  it('says why it could not be done', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('', { status: 401 })))
    await useControls().breakIt('inference')
    expect(useNotices().notices.map((notice) => notice.text)).toEqual([expect.stringContaining('token')])
    vi.unstubAllGlobals()
  })
})
