import { useLocalStorage, usePreferredDark } from '@vueuse/core'
import { computed, watchEffect, type ComputedRef } from 'vue'

export type Theme = 'light' | 'dark'

/** Follows the system until the viewer chooses; the choice is remembered. */
export function useTheme(): { theme: ComputedRef<Theme>; toggle: () => void } {
  const chosen = useLocalStorage<string>('townlet-theme', '')
  const systemIsDark = usePreferredDark()
  const theme = computed<Theme>(() => (chosen.value === 'dark' || chosen.value === 'light' ? chosen.value : systemIsDark.value ? 'dark' : 'light'))

  watchEffect(() => {
    const page = document.documentElement
    // Colours change at once: what fades otherwise would flash in the colours of both themes.
    page.classList.add('at-once')
    page.dataset.theme = theme.value
    void page.offsetHeight
    page.classList.remove('at-once')
  })

  function toggle(): void {
    chosen.value = theme.value === 'dark' ? 'light' : 'dark'
  }

  return { theme, toggle }
}
