export type Shortcut = 'togglePlay' | 'step' | 'faster' | 'slower' | 'newLife' | 'newest' | 'toggleTraining' | 'heat' | 'otherView' | 'help'

export const shortcuts: readonly { keys: readonly string[]; shown: string; does: Shortcut; meaning: string }[] = [
  { keys: [' '], shown: 'Space', does: 'togglePlay', meaning: 'Play or pause' },
  { keys: ['ArrowRight'], shown: '→', does: 'step', meaning: 'One step' },
  { keys: ['+', '='], shown: '+', does: 'faster', meaning: 'Faster' },
  { keys: ['-'], shown: '−', does: 'slower', meaning: 'Slower' },
  { keys: ['n', 'N'], shown: 'N', does: 'newLife', meaning: 'Start a new life' },
  { keys: ['e', 'E'], shown: 'E', does: 'newest', meaning: 'Back to the newest policy' },
  { keys: ['p', 'P'], shown: 'P', does: 'toggleTraining', meaning: 'Pause or resume training' },
  { keys: ['h', 'H'], shown: 'H', does: 'heat', meaning: 'Heat map of this life' },
  { keys: ['v', 'V'], shown: 'V', does: 'otherView', meaning: 'Switch between Watch and Study' },
  { keys: ['?'], shown: '?', does: 'help', meaning: 'This help' },
]

interface Pressed {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
}

/**
 * Keys that a focused control needs for itself stay its own: space presses a button,
 * arrows move a slider, and every key belongs to a field or an open dialog.
 */
export function shortcutFor(event: Pressed, focused: { tag: string; inDialog: boolean }): Shortcut | null {
  if (event.ctrlKey || event.metaKey || event.altKey || focused.inDialog) {
    return null
  }
  if (['INPUT', 'SELECT', 'TEXTAREA'].includes(focused.tag)) {
    return null
  }
  if (event.key === ' ' && ['BUTTON', 'A', 'SUMMARY'].includes(focused.tag)) {
    return null
  }
  return shortcuts.find((shortcut) => shortcut.keys.includes(event.key))?.does ?? null
}
