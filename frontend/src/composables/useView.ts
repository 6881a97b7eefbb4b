import { useUrlSearchParams } from '@vueuse/core'
import { computed } from 'vue'
import { useExperiments } from '../stores/experiments'

const names = { watch: 'Watch', study: 'Study', compare: 'Compare' } as const
export type View = keyof typeof names

export const viewNames: Record<View, string> = names

const isView = (text: unknown): text is View => typeof text === 'string' && Object.hasOwn(names, text)

/** Kept in the address, so that it survives a reload and can be linked to. */
export function useView() {
  const experiments = useExperiments()
  const hash = useUrlSearchParams<{ view?: string }>('hash-params')
  const view = computed<View>(() => (isView(hash.view) ? hash.view : 'watch'))
  /** There is nothing to compare without an experiment. */
  const views = computed<readonly View[]>(() => (experiments.names.length > 0 || view.value === 'compare' ? ['watch', 'study', 'compare'] : ['watch', 'study']))
  return { view, views }
}

export function addressOf(view: View): string {
  return `#view=${view}`
}

/** The view after this one; after the last comes the first. */
export function viewAfter(view: View, views: readonly View[]): View {
  return views[(views.indexOf(view) + 1) % views.length] ?? 'watch'
}
