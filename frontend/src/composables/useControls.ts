import { computed } from 'vue'
import { nextSpeed } from '../playback/speed'
import { useComponents } from '../stores/components'
import { useConnection } from '../stores/connection'
import { useNotices } from '../stores/notices'
import { useTraining } from '../stores/training'
import { useWatched } from '../stores/watched'
import { breakComponent } from '../wire/faults'
import type { Conditions } from '../wire/messages'

/** Everything a viewer can ask for. What the page shows changes only when the town confirms it. */
export function useControls() {
  const connection = useConnection()
  const watched = useWatched()
  const training = useTraining()
  const components = useComponents()
  const notices = useNotices()
  const { send } = connection

  const enabled = computed(() => connection.phase === 'live')
  const canPauseTraining = computed(() => enabled.value && !components.trainsElsewhere && (training.mood === 'training' || training.mood === 'paused'))

  return {
    enabled,
    canPauseTraining,
    togglePlay: () => send({ command: watched.playing ? 'pause' : 'play' }),
    step: () => send({ command: 'step' }),
    newLife: () => send({ command: 'reset' }),
    setSpeed: (speed: number) => send({ command: 'set_speed', speed }),
    faster: () => send({ command: 'set_speed', speed: nextSpeed(watched.speed, 1) }),
    slower: () => send({ command: 'set_speed', speed: nextSpeed(watched.speed, -1) }),
    watchPolicy: (model: string) => send({ command: 'load_model', model }),
    setConditions: (conditions: Conditions) => send({ command: 'set_conditions', conditions }),
    watchNewest: () => {
      send({ command: 'refresh_checkpoint' })
      if (!watched.followsNewest) {
        send({ command: 'toggle_auto_checkpoint' })
      }
    },
    canBreak: (component: string) => enabled.value && components.breakable.includes(component),
    breakIt: (component: string) => {
      components.noteBroken(component)
      return breakComponent(component).catch((cause: Error) => notices.tell('error', cause.message))
    },
    toggleTraining: () => send({ command: training.mood === 'paused' ? 'resume_training' : 'pause_training' }),
  }
}

export type Controls = ReturnType<typeof useControls>
