import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { ServerStatus } from '../wire/messages'
import { byRank } from '../status/components'

export const useComponents = defineStore('components', () => {
  const states = shallowRef<ReadonlyMap<string, ServerStatus>>(new Map())

  const listed = computed(() => byRank([...states.value.values()]))
  /** The town only shows the run: whoever trains it is another program. */
  const trainsElsewhere = computed(() => states.value.has('follower'))
  const failed = computed(() => listed.value.filter((one) => one.state === 'failed'))

  const restarting = computed(() => listed.value.filter((one) => one.state === 'restarting'))
  /** Unix seconds: when the supervisor started. */
  const startedUnix = shallowRef<number | null>(null)
  const breakable = shallowRef<readonly string[]>([])

  function replaceAll(all: readonly ServerStatus[]): void {
    states.value = new Map(all.map((one) => [one.component, one]))
  }

  function receive(status: ServerStatus): void {
    states.value = new Map(states.value).set(status.component, status)
  }

  return { states, listed, failed, restarting, trainsElsewhere, startedUnix, breakable, replaceAll, receive }
})
