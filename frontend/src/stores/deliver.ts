import type { ServerMessage } from '../wire/messages'
import { useComponents } from './components'
import { useConnection } from './connection'
import { useNotices } from './notices'
import { useTraining } from './training'
import { useWatched } from './watched'

/** Hands each message to the store that owns what it speaks of. */
export function useDelivery(): (message: ServerMessage) => void {
  const connection = useConnection()
  const watched = useWatched()
  const training = useTraining()
  const components = useComponents()
  const notices = useNotices()

  return (message) => {
    switch (message.type) {
      case 'connected': {
        const anotherRun = watched.run !== message.run
        connection.phase = 'live'
        connection.outage = null
        watched.receiveConnected(message)
        components.replaceAll(message.components)
        if (anotherRun) {
          training.forget()
        }
        if (message.training) {
          training.receiveStatus(message.training)
        }
        void training.loadHistory()
        break
      }
      case 'episode_start':
        watched.receiveStart(message)
        break
      case 'state_update':
        watched.receiveFrame(message, Date.now())
        break
      case 'episode_end':
        watched.receiveEnd(message)
        break
      case 'playback':
        watched.receivePlayback(message)
        break
      case 'model_loaded':
        watched.receiveModel(message)
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
      case 'stage_changed':
        training.receiveTransition(message)
        notices.tell('news', `Stage ${message.from} → ${message.to} at episode ${message.episode.toLocaleString('en')}${message.reason ? `: ${message.reason}` : ''}`)
        break
      case 'paused':
      case 'resumed':
      case 'training_complete':
        training.receiveTurn(message)
        break
      case 'server_status':
        components.receive(message)
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

