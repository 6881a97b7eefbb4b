import { useWebSocket } from '@vueuse/core'
import { socketAddress } from '../wire/address'
import type { Command } from '../wire/commands'
import { parseMessage } from '../wire/parse'
import { retryDelay } from '../wire/retry'
import { diagnose, farewell } from '../status/outage'
import { useConnection } from '../stores/connection'
import { useDelivery } from '../stores/deliver'
import { useFrameBatch } from './useFrameBatch'

/** Keeps the page in touch with the town for as long as the page is open. */
export function useTownSocket(): void {
  const connection = useConnection()
  const messages = useFrameBatch(useDelivery())
  let attempt = 0

  const socket = useWebSocket(socketAddress(window.location), {
    autoReconnect: {
      retries: () => true,
      delay: () => {
        const delay = retryDelay(attempt)
        if (connection.outage) {
          connection.outage = { ...connection.outage, retryAt: Date.now() + delay }
        }
        return delay
      },
    },
    // The last message alone would lose lives: several arrive between two paints.
    onMessage: (_, event: MessageEvent<unknown>) => {
      const parsed = parseMessage(event.data)
      switch (parsed.kind) {
        case 'message':
          // Only now, not when the socket opened: a proxy opens it before it knows that nobody is behind.
          attempt = 0
          messages.add(parsed.message)
          break
        case 'unknown':
          connection.unknown += 1
          break
        case 'malformed':
          connection.malformed += 1
          break
      }
    },
    onDisconnected: (closed, event) => {
      if (socket.ws.value !== closed) {
        return
      }
      // What came before the loss must not be taken for news after it.
      messages.flush()
      attempt += 1
      connection.phase = 'lost'
      const mine = attempt
      connection.outage = { attempt, retryAt: Date.now(), why: farewell(event.code) ?? connection.outage?.why ?? '' }
      void diagnose(event.code).then((why) => {
        if (connection.outage?.attempt === mine) {
          connection.outage = { ...connection.outage, why }
        }
      })
    },
  })

  connection.transport = {
    // Never buffered: a "step" that arrives a minute later would only confuse.
    send: (command: Command) => connection.phase === 'live' && socket.send(JSON.stringify(command), false),
    retry: () => {
      if (connection.phase !== 'live' && socket.status.value !== 'CONNECTING') {
        socket.open()
      }
    },
  }
}
