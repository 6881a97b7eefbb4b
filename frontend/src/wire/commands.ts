import type { Conditions } from './messages'

/** What the page may ask of the town. */
export type Command =
  | { command: 'play' | 'pause' | 'step' | 'reset' }
  | { command: 'set_speed'; speed: number }
  | { command: 'load_model'; model: string }
  | { command: 'set_conditions'; conditions: Conditions }
  | { command: 'refresh_checkpoint' | 'toggle_auto_checkpoint' }
  | { command: 'pause_training' | 'resume_training' }
