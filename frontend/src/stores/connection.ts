import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Command } from '../wire/protocol'

export type Phase = 'connecting' | 'live' | 'lost'

export interface Outage {
  /** Failed tries in a row. */
  attempt: number
  retryAt: number
  why: string
  /** The town said goodbye: that stays readable until it answers again. */
  stopped: boolean
}

export const useConnection = defineStore('connection', () => {
  const phase = shallowRef<Phase>('connecting')
  const outage = shallowRef<Outage | null>(null)
  /** When the town was last heard of; null before it was heard at all. */
  const lostAt = shallowRef<number | null>(null)
  /** Messages that this page could not read or does not know. A count above 0 hints at a mismatch of versions. */
  const malformed = shallowRef(0)
  const unknown = shallowRef(0)
  const transport = shallowRef<{ send: (command: Command) => boolean; retry: () => void } | null>(null)

  function send(command: Command): boolean {
    return transport.value?.send(command) ?? false
  }

  function retryNow(): void {
    transport.value?.retry()
  }

  return { phase, outage, lostAt, malformed, unknown, transport, send, retryNow }
})
