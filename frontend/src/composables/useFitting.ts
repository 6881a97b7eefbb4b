import { useElementSize } from '@vueuse/core'
import { shallowRef, watch, type ShallowRef } from 'vue'

/**
 * How many of an element's children it has room for. Its style lets those without room wrap out of sight, so that
 * none is cut through; this counts the others.
 */
export function useFitting(host: Readonly<ShallowRef<HTMLElement | null>>, content: () => unknown): Readonly<ShallowRef<number>> {
  const fitting = shallowRef(Infinity)
  const { width, height } = useElementSize(host)

  function measure(): void {
    const element = host.value
    if (!element) {
      return
    }
    const room = element.getBoundingClientRect()
    fitting.value = [...element.children].filter((child) => {
      const box = child.getBoundingClientRect()
      return box.left < room.right - 1 && box.right <= room.right + 1 && box.bottom <= room.bottom + 1
    }).length
  }

  watch([width, height, content], measure, { flush: 'post' })
  return fitting
}
