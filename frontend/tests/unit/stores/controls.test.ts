import { beforeEach, describe, expect, it } from 'vitest'
import { createPinia, setActivePinia } from 'pinia'
import { useControls } from '../../../src/composables/useControls'
import { useComponents } from '../../../src/stores/components'
import { useConnection } from '../../../src/stores/connection'
import { useTraining } from '../../../src/stores/training'
import type { ServerStatus, TrainingStatus } from '../../../src/wire/messages'

const running = (component: string): ServerStatus => ({ type: 'server_status', component, state: 'ready', detail: '', restarts: 0 })

describe('pausing training', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    useConnection().phase = 'live'
    useTraining().status = { type: 'training_status', is_training: true, paused: false, current_episode: 3, total_episodes: 9 } as TrainingStatus
  })

  it('is offered where this town trains', () => {
    useComponents().replaceAll([running('trainer'), running('inference')])
    expect(useControls().canPauseTraining.value).toBe(true)
  })

  it('is not offered where another program trains', () => {
    useComponents().replaceAll([running('follower'), running('inference')])
    expect(useControls().canPauseTraining.value).toBe(false)
  })
})
