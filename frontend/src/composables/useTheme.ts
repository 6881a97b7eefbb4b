import { useLocalStorage, usePreferredDark } from '@vueuse/core'
import { computed, watchEffect, type ComputedRef } from 'vue'

export type Theme = 'light' | 'dark'

/** Follows the system until the viewer chooses; the choice is remembered. */
export function useTheme(): { theme: ComputedRef<Theme>; toggle: () => void } {
  const chosen = useLocalStorage<string>('townlet-theme', '')
  const systemIsDark = usePreferredDark()
  const theme = computed<Theme>(() => (chosen.value === 'dark' || chosen.value === 'light' ? chosen.value : systemIsDark.value ? 'dark' : 'light'))

  watchEffect(() => {
    document.documentElement.dataset.theme = theme.value
  })

  function toggle(): void {
    chosen.value = theme.value === 'dark' ? 'light' : 'dark'
  }

  return { theme, toggle }
}
