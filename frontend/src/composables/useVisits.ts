import { useIntervalFn } from '@vueuse/core'
import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import { fetchVisits, type Visits } from '../wire/answers'

const refreshEvery = 5_000

/** Where the learner went in a range of training episodes. It asks again now and then, while the answer may still change. */
export function useVisits(range: Ref<{ from: number; to: number } | null>) {
  const visits = shallowRef<Visits | null>(null)
  const failed = shallowRef(false)
  let asked: AbortController | null = null

  async function load(): Promise<void> {
    asked?.abort()
    const mine = new AbortController()
    asked = mine
    try {
      const found = await fetchVisits(range.value, mine.signal)
      if (!mine.signal.aborted) {
        visits.value = found
        failed.value = false
      }
    } catch {
      if (!mine.signal.aborted) {
        failed.value = true
      }
    }
  }

  /** All lives of a given range are loaded. The newest lives change, so they are never complete. */
  function isTold(): boolean {
    return range.value !== null && visits.value !== null && visits.value.from === range.value.from && visits.value.lives === range.value.to - range.value.from + 1
  }

  watch([() => range.value?.from, () => range.value?.to], load, { immediate: true })
  useIntervalFn(() => (isTold() ? undefined : load()), refreshEvery)
  onScopeDispose(() => asked?.abort())
  return { visits, failed }
}
