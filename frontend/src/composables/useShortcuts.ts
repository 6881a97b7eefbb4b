import { useEventListener } from '@vueuse/core'
import { shortcutFor, type Shortcut } from '../playback/keys'
import { useSettings } from '../stores/settings'
import type { Controls } from './useControls'
import { addressOf, type View } from './useView'

export function useShortcuts(controls: Controls, page: { showHelp: () => void; view: () => View }): void {
  const settings = useSettings()
  const act: Record<Shortcut, () => unknown> = {
    togglePlay: controls.togglePlay,
    step: controls.step,
    faster: controls.faster,
    slower: controls.slower,
    newLife: controls.newLife,
    newest: controls.watchNewest,
    toggleTraining: () => controls.canPauseTraining.value && controls.toggleTraining(),
    heat: () => (settings.heat = !settings.heat),
    otherView: () => (window.location.hash = addressOf(page.view() === 'watch' ? 'study' : 'watch')),
    help: page.showHelp,
  }
  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    const focused = document.activeElement
    const shortcut = shortcutFor(event, { tag: focused?.tagName ?? '', inDialog: document.querySelector('dialog[open]') !== null })
    // A viewer who dictates or rests a hand on the keys can switch them off. Help has a button too.
    if (shortcut && settings.shortcuts) {
      event.preventDefault()
      act[shortcut]()
    }
  })
}
