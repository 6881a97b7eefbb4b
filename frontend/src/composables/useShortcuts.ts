import { useEventListener } from '@vueuse/core'
import { shortcutFor, type Shortcut } from '../playback/keys'
import type { Controls } from './useControls'

export function useShortcuts(controls: Controls, showHelp: () => void): void {
  const act: Record<Shortcut, () => unknown> = {
    togglePlay: controls.togglePlay,
    step: controls.step,
    faster: controls.faster,
    slower: controls.slower,
    newLife: controls.newLife,
    toggleTraining: () => controls.canPauseTraining.value && controls.toggleTraining(),
    help: showHelp,
  }
  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    const focused = document.activeElement
    const shortcut = shortcutFor(event, { tag: focused?.tagName ?? '', inDialog: document.querySelector('dialog[open]') !== null })
    if (shortcut) {
      event.preventDefault()
      act[shortcut]()
    }
  })
}
