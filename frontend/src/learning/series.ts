import type { FinishedEpisode } from '../wire/episodes'

/** One drawn point: a single training episode, or a few neighbours once there are too many to hold. */
export interface SurvivalPoint {
  /** First and last episode it stands for. */
  from: number
  to: number
  count: number
  length: number
  shortest: number
  longest: number
  stage: number
  cause: string | null
}

export const pointLimit = 10_000

/**
 * Survival of every training episode, in order, in bounded memory: past the limit neighbours are merged
 * two by two and later episodes join the last point until it is as wide as the others.
 */
export class SurvivalSeries {
  readonly points: SurvivalPoint[] = []
  /** The longest life of all. */
  longest = 0
  private width = 1

  constructor(private readonly limit: number = pointLimit) {}

  get lastEpisode(): number {
    return this.points[this.points.length - 1]?.to ?? 0
  }

  /** True when the episode was new. One that is already there is lived again after a crash: it replaces the first telling. */
  add(finished: FinishedEpisode): boolean {
    this.longest = Math.max(this.longest, finished.length)
    const last = this.points[this.points.length - 1]
    if (last && finished.episode <= last.to) {
      this.replace(finished)
      return false
    }
    if (last && finished.episode - last.from < this.width && last.stage === finished.curriculum_stage) {
      this.points[this.points.length - 1] = merged(last, pointOf(finished))
    } else {
      this.points.push(pointOf(finished))
    }
    if (this.points.length > this.limit) {
      this.halve()
    }
    return true
  }

  private replace(finished: FinishedEpisode): void {
    const at = this.points.findLastIndex((point) => point.from === finished.episode && point.to === finished.episode)
    if (at >= 0) {
      this.points[at] = pointOf(finished)
    }
  }

  private halve(): void {
    this.width *= 2
    const halved: SurvivalPoint[] = []
    for (let index = 0; index < this.points.length; index += 2) {
      const left = this.points[index] as SurvivalPoint
      const right = this.points[index + 1]
      halved.push(right ? merged(left, right) : left)
    }
    this.points.splice(0, this.points.length, ...halved)
  }
}

function pointOf(finished: FinishedEpisode): SurvivalPoint {
  return {
    from: finished.episode,
    to: finished.episode,
    count: 1,
    length: finished.length,
    shortest: finished.length,
    longest: finished.length,
    stage: finished.curriculum_stage,
    cause: finished.cause,
  }
}

function merged(left: SurvivalPoint, right: SurvivalPoint): SurvivalPoint {
  const count = left.count + right.count
  return {
    from: left.from,
    to: right.to,
    count,
    length: (left.length * left.count + right.length * right.count) / count,
    shortest: Math.min(left.shortest, right.shortest),
    longest: Math.max(left.longest, right.longest),
    stage: right.stage,
    cause: left.cause === right.cause ? left.cause : null,
  }
}
