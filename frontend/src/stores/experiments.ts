import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { fetchExperiment, fetchExperiments, type Experiment } from '../wire/experiments'

/** The experiments that the town knows, and the figures of the one that is looked at. */
export const useExperiments = defineStore('experiments', () => {
  const names = shallowRef<readonly string[]>([])
  const wanted = shallowRef<string | null>(null)
  const report = shallowRef<Experiment | null>(null)
  /** The town has said which there are. */
  const listed = shallowRef(false)
  const failed = shallowRef(false)
  let asked: AbortController | null = null

  const chosen = computed(() => (wanted.value !== null && names.value.includes(wanted.value) ? wanted.value : (names.value[0] ?? null)))

  /** An older town has none. */
  async function list(fetchNames: () => Promise<string[]> = fetchExperiments): Promise<void> {
    names.value = await fetchNames().catch(() => [])
    listed.value = true
  }

  async function load(fetchOne: (name: string, signal: AbortSignal) => Promise<Experiment> = fetchExperiment): Promise<void> {
    const name = chosen.value
    asked?.abort()
    if (name === null) {
      return
    }
    const mine = new AbortController()
    asked = mine
    try {
      const found = await fetchOne(name, mine.signal)
      if (!mine.signal.aborted) {
        report.value = found
        failed.value = false
      }
    } catch {
      if (!mine.signal.aborted) {
        failed.value = true
      }
    }
  }

  function choose(name: string): void {
    wanted.value = name
    report.value = null
  }

  return { names, chosen, report, listed, failed, list, load, choose }
})
