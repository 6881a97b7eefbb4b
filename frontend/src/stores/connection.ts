import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Command } from '../wire/commands'

export type Phase = 'connecting' | 'live' | 'lost'

export interface Outage {
  /** Failed tries in a row. */
  attempt: number
  retryAt: number
  why: string
}

export const useConnection = defineStore('connection', () => {
  const phase = shallowRef<Phase>('connecting')
  const outage = shallowRef<Outage | null>(null)
  /** Messages that could not be read or are not known: counted, so that a mismatch of versions can be seen. */
  const malformed = shallowRef(0)
  const unknown = shallowRef(0)
  const transport = shallowRef<{ send: (command: Command) => boolean; retry: () => void } | null>(null)

  function send(command: Command): boolean {
    return transport.value?.send(command) ?? false
  }

  function retryNow(): void {
    transport.value?.retry()
  }

  return { phase, outage, malformed, unknown, transport, send, retryNow }
})
