import type { Visits } from '../wire/answers'

/** How often the agent went from one place to another. */
export interface Route {
  from: string
  to: string
  count: number
  /** 0 to 1, of the one taken most. */
  share: number
}

export interface PlaceUses {
  type: string
  perLife: number
  /** 0 to 1, of the place used most. */
  share: number
}

/** The most frequent routes. Two uses of one place in a row are no route. */
export function mainRoutes(visits: Visits, limit: number): Route[] {
  const ways = visits.visits.filter((visit): visit is typeof visit & { from: string } => visit.from !== null && visit.from !== visit.to)
  const most = ways.reduce((high, way) => Math.max(high, way.count), 0)
  return [...ways]
    .sort((a, b) => b.count - a.count)
    .slice(0, limit)
    .map((way) => ({ from: way.from, to: way.to, count: way.count, share: way.count / most }))
}

/** Every place, the most used first, with those never used. */
export function usesOf(visits: Visits, places: readonly string[]): PlaceUses[] {
  const counts = new Map<string, number>(places.map((place) => [place, 0]))
  for (const visit of visits.visits) {
    counts.set(visit.to, (counts.get(visit.to) ?? 0) + visit.count)
  }
  const most = Math.max(0, ...counts.values())
  return [...counts]
    .map(([type, count]) => ({ type, perLife: visits.lives > 0 ? count / visits.lives : 0, share: most > 0 ? count / most : 0 }))
    .sort((a, b) => b.perLife - a.perLife || a.type.localeCompare(b.type))
}

export type Span = 'newest' | 'first' | 'watched'

const width = 100

/** Episodes of a span; null for the newest lives. */
export function episodesOf(span: Span, watchedAge: number | null): { from: number; to: number } | null {
  switch (span) {
    case 'first':
      return { from: 1, to: width }
    case 'watched':
      return watchedAge === null || watchedAge === 0 ? { from: 1, to: width } : { from: Math.max(1, watchedAge - width + 1), to: watchedAge }
    case 'newest':
      return null
  }
}
