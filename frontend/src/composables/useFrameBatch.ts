import { useDocumentVisibility } from '@vueuse/core'
import { onScopeDispose, watch } from 'vue'

/**
 * Passes on everything that arrived, in order, when the browser is about to draw. A town at full speed sends more steps
 * than a screen shows. A hidden page draws nothing, so there each item is passed on at once.
 */
export function useFrameBatch<T>(handOn: (item: T) => void): { add: (item: T) => void; flush: () => void } {
  const visibility = useDocumentVisibility()
  let waiting: T[] = []
  let asked = 0

  function flush(): void {
    cancelAnimationFrame(asked)
    asked = 0
    const batch = waiting
    waiting = []
    batch.forEach(handOn)
  }

  watch(visibility, (now) => {
    if (now === 'hidden') {
      flush()
    }
  })
  onScopeDispose(() => cancelAnimationFrame(asked))

  function add(item: T): void {
    waiting.push(item)
    if (visibility.value === 'hidden') {
      flush()
    } else if (asked === 0) {
      asked = requestAnimationFrame(flush)
    }
  }

  return { add, flush }
}
