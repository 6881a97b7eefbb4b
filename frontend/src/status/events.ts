import { epitaph } from '../mind/narration'
import type { EpisodeEnd, TrainingTurn } from '../wire/messages'

export interface TownEvent {
  kind: 'life' | 'policy' | 'stage' | 'training' | 'component' | 'healed'
  text: string
}

export function lifeEnded(end: Pick<EpisodeEnd, 'episode' | 'steps' | 'reason' | 'cause'>): string {
  return `Life ${end.episode.toLocaleString('en')} ended after ${end.steps} steps: ${epitaph(end)}`
}

export function turnWords(turn: TrainingTurn['type']): string {
  return { paused: 'Training was paused', resumed: 'Training goes on', training_complete: 'Training is done' }[turn]
}
