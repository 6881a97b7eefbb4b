import { fetchJson } from './http'
import { isObject, needNumber, needText, number, numberOrNull, objects, textOrNull } from './json'

export interface Visit {
  /** The place used before; null where it was the first of a life. */
  from: string | null
  to: string
  count: number
}

export interface VisitedCell {
  x: number
  y: number
  count: number
  /** Mean novelty that the learner felt there, or null where none is recorded. */
  novelty: number | null
}

/** Where the learner went in the training episodes `from` to `to`. */
export interface Visits {
  from: number
  to: number
  lives: number
  visits: Visit[]
  cells: VisitedCell[]
}

export function parseVisits(value: unknown): Visits {
  const json = isObject(value) ? value : {}
  return {
    from: number(json, 'from', 0),
    to: number(json, 'to', 0),
    lives: number(json, 'lives', 0),
    visits: objects(json, 'visits', (visit) => ({ from: textOrNull(visit, 'from'), to: needText(visit, 'to'), count: needNumber(visit, 'count') })),
    cells: objects(json, 'cells', (cell) => ({
      x: needNumber(cell, 'x'),
      y: needNumber(cell, 'y'),
      count: needNumber(cell, 'count'),
      novelty: numberOrNull(cell, 'novelty'),
    })),
  }
}

/** @param range First and last episode; null for the newest lives. */
export async function fetchVisits(range: { from: number; to: number } | null, signal?: AbortSignal): Promise<Visits> {
  return parseVisits(await fetchJson(range ? `/api/visits?from=${range.from}&to=${range.to}` : '/api/visits', signal))
}
