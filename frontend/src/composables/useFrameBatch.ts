import { useDocumentVisibility } from '@vueuse/core'
import { onScopeDispose, watch } from 'vue'

/**
 * Hands on what arrives when the browser is about to draw, in order and all of it: a town at full speed tells more steps
 * than a screen shows, and drawing each would be in vain. A page that nobody sees draws nothing, so there it is handed on at once.
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
