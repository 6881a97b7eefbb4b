/**
 * Reads untrusted JSON. A field that the page needs throws `Unreadable` when it is missing or of the wrong kind.
 * A field that the page can do without has a fallback, so that the page also works with an older or newer town.
 */

export class Unreadable extends Error {}

export type Json = Record<string, unknown>

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

export function needNumber(from: Json, key: string): number {
  const value = from[key]
  if (!isNumber(value)) {
    throw new Unreadable(`${key} is not a number`)
  }
  return value
}

export function needText(from: Json, key: string): string {
  const value = from[key]
  if (typeof value !== 'string') {
    throw new Unreadable(`${key} is not a text`)
  }
  return value
}

export function needObject(from: Json, key: string): Json {
  const value = from[key]
  if (!isObject(value)) {
    throw new Unreadable(`${key} is not an object`)
  }
  return value
}

export function number(from: Json, key: string, fallback: number): number {
  const value = from[key]
  return isNumber(value) ? value : fallback
}

export function numberOrNull(from: Json, key: string): number | null {
  const value = from[key]
  return isNumber(value) ? value : null
}

export function text(from: Json, key: string, fallback: string): string {
  const value = from[key]
  return typeof value === 'string' ? value : fallback
}

export function textOrNull(from: Json, key: string): string | null {
  const value = from[key]
  return typeof value === 'string' ? value : null
}

export function flag(from: Json, key: string, fallback: boolean): boolean {
  const value = from[key]
  return typeof value === 'boolean' ? value : fallback
}

export function list<T>(from: Json, key: string, read: (item: unknown) => T | null): T[] {
  const value = from[key]
  if (!Array.isArray(value)) {
    return []
  }
  return value.map(read).filter((item): item is T => item !== null)
}

/** For lists of objects: an item that cannot be read is left out rather than taking the rest with it. */
export function objects<T>(from: Json, key: string, read: (item: Json) => T): T[] {
  return list(from, key, (item) => {
    if (!isObject(item)) {
      return null
    }
    try {
      return read(item)
    } catch (cause) {
      if (cause instanceof Unreadable) {
        return null
      }
      throw cause
    }
  })
}

export function texts(from: Json, key: string): string[] {
  return list(from, key, (item) => (typeof item === 'string' ? item : null))
}

export function numbersByName(value: unknown): Record<string, number> {
  if (!isObject(value)) {
    return {}
  }
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, number] => isNumber(entry[1])))
}
