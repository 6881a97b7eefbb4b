import { useWebSocket } from '@vueuse/core'
import { socketAddress } from '../wire/address'
import type { Command } from '../wire/protocol'
import { parseMessage } from '../wire/parse'
import { retryDelay } from '../wire/retry'
import { pageServer } from '../wire/faults'
import { diagnose, farewell } from '../status/outage'
import { useComponents } from '../stores/components'
import { useConnection } from '../stores/connection'
import { useDelivery } from '../stores/deliver'
import { useFrameBatch } from './useFrameBatch'

/** Keeps the page in touch with the town for as long as the page is open. */
export function useTownSocket(): void {
  const connection = useConnection()
  const components = useComponents()
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
    // Several messages arrive between two paints, and the last one alone would lose lives.
    onMessage: (_, event: MessageEvent<unknown>) => {
      const parsed = parseMessage(event.data)
      switch (parsed.kind) {
        case 'message':
          // Not when the socket opened: a proxy opens it before it knows whether the town is behind it.
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
      // What came before the loss must not pass for news after it.
      messages.flush()
      attempt += 1
      if (connection.phase === 'live') {
        connection.lostAt = Date.now()
      }
      connection.phase = 'lost'
      const mine = attempt
      const goodbye = farewell(event.code)
      const stopped = goodbye !== null || (connection.outage?.stopped ?? false)
      connection.outage = { attempt, retryAt: Date.now(), why: goodbye ?? connection.outage?.why ?? '', stopped }
      if (stopped) {
        return
      }
      void diagnose(components.isDown(pageServer)).then((why) => {
        if (connection.outage?.attempt === mine) {
          connection.outage = { ...connection.outage, why }
        }
      })
    },
  })

  connection.transport = {
    // Never buffered: a "step" that arrives a minute later would confuse.
    send: (command: Command) => connection.phase === 'live' && socket.send(JSON.stringify(command), false),
    retry: () => {
      if (connection.phase !== 'live' && socket.status.value !== 'CONNECTING') {
        socket.open()
      }
    },
  }
}
