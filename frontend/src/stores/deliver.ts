import { lastStage, stageNews } from '../learning/stages'
import { policyWords } from '../playback/policies'
import { componentNews, missedNews } from '../status/components'
import { lifeEnded, lostInCrash, turnWords } from '../status/events'
import type { ServerMessage, ServerStatus } from '../wire/messages'
import { useComponents } from './components'
import { useConnection } from './connection'
import { useEvents } from './events'
import { useNotices } from './notices'
import { useTraining } from './training'
import { useWatched } from './watched'

/** Hands each message to the store that owns its subject. */
export function useDelivery(): (message: ServerMessage) => void {
  const connection = useConnection()
  const watched = useWatched()
  const training = useTraining()
  const components = useComponents()
  const notices = useNotices()
  const events = useEvents()

  function noteMissed(all: readonly ServerStatus[]): void {
    for (const status of all) {
      const before = components.states.get(status.component)
      const text = before ? missedNews(before, status) : null
      if (text !== null) {
        events.note({ kind: 'healed', text })
      }
    }
  }

  return (message) => {
    switch (message.type) {
      case 'connected': {
        const anotherRun = watched.run !== message.run
        connection.phase = 'live'
        connection.outage = null
        watched.receiveConnected(message)
        if (!anotherRun) {
          noteMissed(message.components)
        }
        components.replaceAll(message.components)
        components.startedUnix = message.started_unix
        components.breakable = message.breakable
        if (anotherRun) {
          training.forget()
          events.forget()
        }
        if (message.training) {
          training.receiveStatus(message.training)
        }
        void training.loadHistory()
        void training.loadTransitions()
        break
      }
      case 'episode_start':
        // Also sent to a page that comes in the middle of that life, and again after each reconnect.
        if (message.after_crash && watched.start?.episode !== message.episode) {
          events.note({ kind: 'component', text: lostInCrash })
          notices.tell('news', lostInCrash)
        }
        watched.receiveStart(message)
        break
      case 'state_update':
        watched.receiveFrame(message, Date.now())
        break
      case 'episode_end':
        watched.receiveEnd(message)
        events.note({ kind: 'life', text: lifeEnded(message) })
        break
      case 'playback':
        watched.receivePlayback(message)
        break
      case 'model_loaded':
        watched.receiveModel(message)
        events.note({ kind: 'policy', text: `Now playing: ${policyWords(message.model === null ? 0 : message.episode)}` })
        break
      case 'auto_checkpoint_mode':
        watched.followsNewest = message.enabled
        break
      case 'training_status':
        training.receiveStatus(message)
        break
      case 'episode_complete':
        training.receiveEpisode(message)
        break
      case 'stage_changed': {
        const isFirst = training.receiveTransition(message)
        const moved = `Agent ${message.agent + 1} went from stage ${message.from} to ${message.to} at episode ${message.episode.toLocaleString('en')}`
        events.note({ kind: 'stage', text: moved })
        // Each of many agents changes on its own; only the first to arrive gets a notice.
        if (isFirst) {
          notices.tell('news', `Stage ${message.to} of ${lastStage} reached (episode ${message.episode.toLocaleString('en')}): ${stageNews(message.to)}`)
        }
        break
      }
      case 'generalization_tested': {
        const moved = `All places were moved at episode ${message.episode.toLocaleString('en')}, to test what was learnt in another town`
        events.note({ kind: 'stage', text: moved })
        notices.tell('news', moved)
        break
      }
      case 'paused':
      case 'resumed':
      case 'training_complete':
        training.receiveTurn(message)
        events.note({ kind: 'training', text: turnWords(message.type) })
        break
      case 'server_status':
        components.receive(message)
        events.note({ kind: message.state === 'ready' ? 'healed' : 'component', text: componentNews(message) })
        break
      case 'yardstick':
        watched.yardstick = { random: message.random, caretaker: message.caretaker }
        break
      case 'error':
        notices.tell('error', message.message)
        break
    }
  }
}
