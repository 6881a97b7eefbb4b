import { endingSentence } from '../learning/endings'
import type { EpisodeEnd, TrainingTurn } from '../wire/messages'

export interface TownEvent {
  kind: 'life' | 'policy' | 'stage' | 'training' | 'component' | 'healed'
  text: string
}

/** Said of a life that began after another was thrown away. */
export const lostInCrash = 'The life before was lost when inference crashed.'

/** How a life ended, as a sentence without its full stop. */
export function epitaph(end: Pick<EpisodeEnd, 'reason' | 'cause'>): string {
  if (end.reason === 'max_steps') {
    return 'It reached the longest life this town allows'
  }
  return end.cause ? endingSentence(end.cause) : 'It died'
}

export function lifeEnded(end: Pick<EpisodeEnd, 'episode' | 'steps' | 'reason' | 'cause'>): string {
  return `Life ${end.episode.toLocaleString('en')} ended after ${end.steps} steps. ${epitaph(end)}.`
}

export function turnWords(turn: TrainingTurn['type']): string {
  return { paused: 'Training was paused', resumed: 'Training was resumed', training_complete: 'Training is finished' }[turn]
}
