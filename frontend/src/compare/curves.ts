import type { Arm } from '../wire/experiments'

const inks = ['wash', 'food', 'play', 'rest', 'care', 'work'] as const

/** Beyond six arms colours come again, with dashed lines. */
export function armInk(index: number): string {
  return inks[index % inks.length] as string
}

export function armDash(index: number): number[] {
  const round = Math.floor(index / inks.length)
  return round === 0 ? [] : [8 / round, 4]
}

/** One line of the chart with its band; null where nothing is measured. */
export interface ArmCurve {
  arm: string
  survival: (number | null)[]
  low: (number | null)[]
  high: (number | null)[]
  /** Some band of it rests on fewer than five runs. */
  unsure: boolean
}

const runsForTrust = 5

/** The curves of all arms over the training lives at which any of them is measured. */
export function armCurves(arms: readonly Arm[]): { episodes: number[]; curves: ArmCurve[] } {
  const episodes = [...new Set(arms.flatMap((arm) => arm.curve.map((point) => point.episode)))].sort((a, b) => a - b)
  const curves = arms.map((arm) => {
    const points = new Map(arm.curve.map((point) => [point.episode, point]))
    const along = (value: (point: Arm['curve'][number]) => number | null) => episodes.map((episode) => (points.has(episode) ? value(points.get(episode) as Arm['curve'][number]) : null))
    return {
      arm: arm.arm,
      survival: along((point) => point.iqm),
      low: along((point) => point.low),
      high: along((point) => point.high),
      unsure: arm.curve.some((point) => point.runs < runsForTrust),
    }
  })
  return { episodes, curves }
}

/** The caretaker's survival where it is the same in all arms; else no line of it can be drawn for all. */
export function commonCaretaker(arms: readonly Arm[]): number | null {
  const known = arms.map((arm) => arm.caretaker?.survival ?? null)
  const first = known[0] ?? null
  return first !== null && known.every((one) => one !== null && Math.abs(one - first) < 0.005) ? first : null
}

/** Where charts of survival end: little above the best of it, in whole tenths, and never above the longest life. */
export function survivalCeiling(arms: readonly Arm[]): number {
  const shares = arms.flatMap((arm) => [
    ...arm.curve.map((point) => point.high ?? point.iqm),
    ...arm.runs.flatMap((run) => (run.final === null ? [] : [run.final.mean])),
    arm.caretaker?.survival ?? 0,
  ])
  return Math.min(10, Math.max(1, Math.ceil(Math.max(0, ...shares) * 10.5))) / 10
}

/** The shares of the longest life that an axis up to the ceiling names. */
export function survivalMarks(ceiling: number): number[] {
  const step = ceiling > 0.6 ? 0.2 : 0.1
  return Array.from({ length: Math.floor(ceiling / step + 0.001) + 1 }, (_, index) => Math.round(index * step * 10) / 10)
}

/** The whole chart in words. */
export function curvesSummary(arms: readonly Arm[]): string {
  const last = arms.flatMap((arm) => {
    const point = arm.curve[arm.curve.length - 1]
    return point ? [`${arm.arm} ${Math.round(point.iqm * 100)} % after ${point.episode.toLocaleString('en')} lives (${point.runs === 1 ? '1 run' : `${point.runs} runs`})`] : []
  })
  return last.length === 0 ? 'Learning curves: nothing is measured yet.' : `Learning curves, survival by training lives: ${last.join('; ')}.`
}
