import { ageLabel, policyWords } from '../playback/policies'
import type { Outage, Phase } from '../stores/connection'
import type { TrainingMood } from '../stores/training'
import type { ServerStatus } from '../wire/messages'
import { componentName, failureTitle } from './components'

export interface Situation {
  kind: 'connecting' | 'lost' | 'stopped' | 'failed' | 'restarting' | 'untrained' | 'finished' | 'training-paused' | 'old-policy' | 'live'
  tone: 'bad' | 'wait' | 'news' | 'calm'
  title: string
  text: string
}

export interface Circumstances {
  phase: Phase
  outage: Outage | null
  failed: readonly ServerStatus[]
  restarting: readonly ServerStatus[]
  mood: TrainingMood
  /** Episodes finished. */
  episodes: number
  /** Age of the policy on screen in episodes; 0 for the untrained one, null before the first frame. */
  watchedAge: number | null
  followsNewest: boolean
  /** Seconds since the policy was taken; null where unknown. */
  ageSeconds: number | null
  /** Training episodes finished since then. */
  behind: number
}

/** The one thing a viewer should know: what is wrong, else what is on show and how far training is ahead of it. */
export function situationOf(now: Circumstances): Situation {
  if (now.phase === 'connecting') {
    return { kind: 'connecting', tone: 'wait', title: 'Connecting', text: 'Looking for the town…' }
  }
  if (now.phase === 'lost') {
    const text = now.outage?.why ?? ''
    return now.outage?.stopped ? { kind: 'stopped', tone: 'wait', title: 'The town was stopped', text } : { kind: 'lost', tone: 'bad', title: 'Connection lost', text }
  }
  const [broken] = now.failed
  if (broken) {
    return { kind: 'failed', tone: 'bad', title: failureTitle(broken.component), text: broken.detail || consequence(broken.component) }
  }
  const [healing] = now.restarting
  if (healing) {
    return { kind: 'restarting', tone: 'wait', title: `${componentName(healing.component)} crashed and is restarting`, text: healing.detail }
  }
  if (now.watchedAge === 0 && now.followsNewest) {
    return {
      kind: 'untrained',
      tone: 'news',
      title: 'This agent has learnt nothing yet',
      text: 'You see the untrained network. The first checkpoint replaces it by itself.',
    }
  }
  if (now.watchedAge !== null && !now.followsNewest) {
    return { kind: 'old-policy', tone: 'news', title: `You watch ${policyWords(now.watchedAge)}`, text: ahead(now) }
  }
  if (now.mood === 'paused') {
    return { kind: 'training-paused', tone: 'wait', title: 'Training is paused', text: 'The life you watch continues with what was learnt so far.' }
  }
  if (now.mood === 'finished') {
    return { kind: 'finished', tone: 'news', title: 'Training is finished', text: `It took ${now.episodes.toLocaleString('en')} episodes. Click the curve to watch the agent at any age.` }
  }
  return now.watchedAge === null
    ? { kind: 'live', tone: 'calm', title: 'Waiting for the first step', text: '' }
    : { kind: 'live', tone: 'calm', title: `You watch ${policyWords(now.watchedAge)}`, text: `${ahead(now)} The next policy takes over by itself.` }
}

/** The life on show is not what the learner does at this moment. */
function ahead(now: Circumstances): string {
  const taken = now.ageSeconds === null || now.watchedAge === 0 ? '' : `It is ${ageLabel(now.ageSeconds)} old. `
  if (now.behind === 0) {
    return `${taken}It is the newest there is.`
  }
  return `${taken}Training is ${now.behind.toLocaleString('en')} ${now.behind === 1 ? 'episode' : 'episodes'} ahead.`
}

function consequence(component: string): string {
  switch (component) {
    case 'trainer':
      return 'The agent learns no more in this run.'
    case 'inference':
      return 'The life you watch stands still. Training continues.'
    default:
      return 'The rest of the run continues.'
  }
}

export function countdownLabel(retryAt: number, now: number): string {
  const seconds = Math.ceil((retryAt - now) / 1000)
  return seconds > 0 ? `Next try in ${seconds} s` : 'Trying now…'
}
