import { meterLook } from '../needs/meters'
import { addEndings, lived, type Endings, type EpisodePoint } from './series'

/** How lives ended in one stretch of training. */
export interface EndingsSpan {
  from: number
  to: number
  count: number
  endings: Endings
}

/** The most frequent cause. */
export function mainEnding(endings: Endings): string {
  return Object.entries(endings).reduce((most, one) => (one[1] > most[1] ? one : most), [lived, 0] as [string, number])[0]
}

/** Every cause there is, so that each keeps its place and colour: living to the end first, then by frequency. */
export function endingsIn(points: readonly EpisodePoint[]): string[] {
  const all = totalEndings(points)
  return Object.keys(all).sort((a, b) => Number(b === lived) - Number(a === lived) || (all[b] ?? 0) - (all[a] ?? 0) || a.localeCompare(b))
}

export function totalEndings(points: readonly EpisodePoint[]): Record<string, number> {
  return points.reduce((sum, point) => addEndings(sum, point.endings), {} as Record<string, number>)
}

/** As many spans as asked for, or fewer where there are not that many points; each of about the same number of points. */
export function endingsOver(points: readonly EpisodePoint[], spans: number): EndingsSpan[] {
  const count = Math.min(spans, points.length)
  return Array.from({ length: count }, (_, index) => {
    const part = points.slice(Math.floor((index * points.length) / count), Math.floor(((index + 1) * points.length) / count))
    return {
      from: part[0]?.from ?? 0,
      to: part[part.length - 1]?.to ?? 0,
      count: part.reduce((sum, point) => sum + point.count, 0),
      endings: totalEndings(part),
    }
  })
}

export function endingLabel(cause: string): string {
  return cause === lived ? 'full life' : meterLook(cause).ended
}

/** As a sentence about one life, without its full stop. */
export function endingSentence(cause: string | null): string {
  if (cause === null || cause === lived) {
    return 'It lived to the end'
  }
  return cause === 'health' ? 'Its health failed' : `It ${meterLook(cause).ended}`
}

/** Name of a colour of the theme. */
export function endingInk(cause: string): string {
  return cause === lived ? 'accent' : ['energy', 'health'].includes(cause) ? `end-${cause}` : 'end-other'
}
