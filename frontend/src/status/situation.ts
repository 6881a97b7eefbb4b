import type { Outage, Phase } from '../stores/connection'
import type { TrainingMood } from '../stores/training'
import type { ServerStatus } from '../wire/messages'
import { componentName } from './components'

export interface Situation {
  kind: 'connecting' | 'lost' | 'failed' | 'untrained' | 'finished' | 'training-paused'
  tone: 'bad' | 'wait' | 'news'
  title: string
  text: string
}

export interface Circumstances {
  phase: Phase
  outage: Outage | null
  failed: readonly ServerStatus[]
  mood: TrainingMood
  untrained: boolean
  /** Episodes finished. */
  episodes: number
}

/** The one thing a viewer should know first; null while all is as it should be. */
export function situationOf(now: Circumstances): Situation | null {
  if (now.phase === 'connecting') {
    return { kind: 'connecting', tone: 'wait', title: 'Connecting', text: 'Looking for the town…' }
  }
  if (now.phase === 'lost') {
    return { kind: 'lost', tone: 'bad', title: 'Connection lost', text: now.outage?.why ?? '' }
  }
  const [broken] = now.failed
  if (broken) {
    return { kind: 'failed', tone: 'bad', title: `${componentName(broken.component)} was given up`, text: broken.detail || consequence(broken.component) }
  }
  if (now.mood === 'paused') {
    return { kind: 'training-paused', tone: 'wait', title: 'Training is paused', text: 'The life you watch goes on with what was learned so far.' }
  }
  if (now.untrained) {
    return {
      kind: 'untrained',
      tone: 'news',
      title: 'This agent has learned nothing yet',
      text: 'You see the untrained network. The first checkpoint takes its place by itself.',
    }
  }
  if (now.mood === 'finished') {
    return { kind: 'finished', tone: 'news', title: 'Training is finished', text: `${now.episodes.toLocaleString('en')} episodes lived. You can still watch every policy it had on the way.` }
  }
  return null
}

function consequence(component: string): string {
  switch (component) {
    case 'trainer':
      return 'The agent learns nothing more in this run.'
    case 'inference':
      return 'The life you watch stands still; training goes on.'
    default:
      return 'The rest of the run goes on.'
  }
}

export function countdownLabel(retryAt: number, now: number): string {
  const seconds = Math.ceil((retryAt - now) / 1000)
  return seconds > 0 ? `Next try in ${seconds} s` : 'Trying now…'
}
