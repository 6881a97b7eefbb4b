import type { SurvivalPoint } from './series'

export interface StageBand {
  stage: number
  from: number
  to: number
}

/** The curriculum makes life harder in stages; each stretch of episodes at one stage is one band. */
export function stageBands(points: readonly SurvivalPoint[]): StageBand[] {
  const bands: StageBand[] = []
  for (const point of points) {
    const open = bands[bands.length - 1]
    if (open && open.stage === point.stage) {
      open.to = point.to
    } else {
      if (open) {
        open.to = point.from
      }
      bands.push({ stage: point.stage, from: point.from, to: point.to })
    }
  }
  return bands
}

export const lastStage = 5
