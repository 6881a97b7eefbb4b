import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { ServerStatus } from '../wire/messages'
import { byRank } from '../status/components'

export const useComponents = defineStore('components', () => {
  const states = shallowRef<ReadonlyMap<string, ServerStatus>>(new Map())

  const listed = computed(() => byRank([...states.value.values()]))
  /** The town only shows the run. Another program trains it. */
  const trainsElsewhere = computed(() => states.value.has('follower'))
  const failed = computed(() => listed.value.filter((one) => one.state === 'failed'))

  const restarting = computed(() => listed.value.filter((one) => one.state === 'restarting'))
  /** Unix seconds: when the supervisor started. */
  const startedUnix = shallowRef<number | null>(null)
  const breakable = shallowRef<readonly string[]>([])

  /** Parts that a viewer asked to break, until the town says how they are. */
  const asked = shallowRef<ReadonlySet<string>>(new Set())

  function noteBroken(component: string): void {
    asked.value = new Set(asked.value).add(component)
  }

  /** It is known, or to be expected, that this part does not work at the moment. */
  function isDown(component: string): boolean {
    const state = states.value.get(component)?.state
    return asked.value.has(component) || (state !== undefined && state !== 'ready')
  }

  function replaceAll(all: readonly ServerStatus[]): void {
    states.value = new Map(all.map((one) => [one.component, one]))
    asked.value = new Set()
  }

  function receive(status: ServerStatus): void {
    states.value = new Map(states.value).set(status.component, status)
    if (status.state === 'ready') {
      asked.value = new Set([...asked.value].filter((one) => one !== status.component))
    }
  }

  return { states, listed, failed, restarting, trainsElsewhere, startedUnix, breakable, noteBroken, isDown, replaceAll, receive }
})
