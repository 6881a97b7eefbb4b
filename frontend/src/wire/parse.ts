import * as v from 'valibot'
import { messages, type ServerMessage } from './messages'

export type Parsed =
  | { kind: 'message'; message: ServerMessage }
  /** Well formed, but of a type that this page does not know: a newer town may send more. */
  | { kind: 'unknown'; type: string }
  | { kind: 'malformed'; why: string }

const typed = v.object({ type: v.string() })

export function parseMessage(raw: unknown): Parsed {
  if (typeof raw !== 'string') {
    return { kind: 'malformed', why: 'not a text frame' }
  }
  let value: unknown
  try {
    value = JSON.parse(raw)
  } catch {
    return { kind: 'malformed', why: 'not JSON' }
  }
  if (!v.is(typed, value)) {
    return { kind: 'malformed', why: 'no type' }
  }
  const { type } = value
  if (!isKnown(type)) {
    return { kind: 'unknown', type }
  }
  const read = v.safeParse(messages[type], value)
  return read.success ? { kind: 'message', message: read.output } : { kind: 'malformed', why: `${type}: ${v.summarize(read.issues)}` }
}

function isKnown(type: string): type is keyof typeof messages {
  return Object.hasOwn(messages, type)
}
