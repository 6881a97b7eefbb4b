import { useUrlSearchParams } from '@vueuse/core'
import { computed } from 'vue'

export const views = ['watch', 'study'] as const
export type View = (typeof views)[number]

export const viewNames: Record<View, string> = { watch: 'Watch', study: 'Study' }

/** Kept in the address, so that it survives a reload and can be linked to. */
export function useView() {
  const hash = useUrlSearchParams<{ view?: string }>('hash-params')
  const view = computed<View>(() => (hash.view === 'study' ? 'study' : 'watch'))
  return { view }
}

export function addressOf(view: View): string {
  return `#view=${view}`
}
