import * as v from 'valibot'
import { accessToken } from './address'
import { fetchJson } from './answers'
import type { ArmFigures, CaretakerFigures, CurveFigures, EvaluationFigures, ExperimentFigures, ExperimentList, FinalFigures, PairFigures, RunFigures } from './protocol'
import { finite, list, number, numberOrNull, objectOrNull, reads, text, textOrNull } from './read'

/** Survival is a share of the longest life that the town allows, 0 to 1. Intervals are null where there are too few runs for one. */

const trust = v.fallback(v.nullable(v.picklist(['none', 'little', 'fair'])), null)
const evaluation = reads<EvaluationFigures>()({ episode: finite, mean: finite })
const final = reads<FinalFigures>()({ mean: finite, lives: number(0) })
const trial = reads<RunFigures>()({
  trial: finite, run: finite, state: v.picklist(['waiting', 'running', 'finished', 'failed']), episodes: numberOrNull, wanted: number(0), final: objectOrNull(final),
  evaluated: list(evaluation), cause: textOrNull, folder: text(''), node: textOrNull,
})
const curvePoint = reads<CurveFigures>()({ episode: finite, runs: number(0), iqm: finite, low: numberOrNull, high: numberOrNull })
const caretaker = reads<CaretakerFigures>()({ survival: finite, reached: number(0), lives: numberOrNull, seconds: numberOrNull })
const arm = reads<ArmFigures>()({
  arm: v.string(), runs: list(trial), iqm: numberOrNull, low: numberOrNull, high: numberOrNull, trust, wanted: number(0), finished: number(0), failed: number(0),
  curve: list(curvePoint), caretaker: objectOrNull(caretaker),
})
const pair = reads<PairFigures>()({ a: v.string(), b: v.string(), probability_of_improvement: finite, low: numberOrNull, high: numberOrNull, trust })
const experiment = reads<ExperimentFigures>()({
  experiment: v.string(), state: v.fallback(v.picklist(['running', 'paused', 'complete']), 'running'), lives: number(0), curve_lives: number(0), caretaker_share: number(0.9),
  arms: list(arm), pairs: list(pair),
})
const experiments = reads<ExperimentList>()({ experiments: list(v.string()) })

export type Experiment = v.InferOutput<typeof experiment>
export type Arm = v.InferOutput<typeof arm>
export type Trial = v.InferOutput<typeof trial>
export type Pair = v.InferOutput<typeof pair>

export const parseExperiment = (answer: unknown): Experiment => v.parse(experiment, answer)
export const parseExperiments = (answer: unknown): string[] => v.parse(experiments, answer).experiments

/** The names of the experiments that this town knows. */
export async function fetchExperiments(): Promise<string[]> {
  return parseExperiments(await fetchJson('/api/experiments'))
}

export async function fetchExperiment(name: string, signal?: AbortSignal): Promise<Experiment> {
  return parseExperiment(await fetchJson(`/api/experiments/${encodeURIComponent(name)}`, signal))
}

/**
 * Asks the town to show the newest policy of a trial.
 * @throws Error where it refused or did not answer.
 */
export async function watchTrial(experiment: string, trial: number, ask: typeof fetch = fetch): Promise<void> {
  const token = accessToken(window.location)
  let answer: Response
  try {
    answer = await ask(`/api/experiments/${encodeURIComponent(experiment)}/trials/${trial}/watch`, { method: 'POST', headers: token ? { Authorization: `Bearer ${token}` } : {} })
  } catch {
    throw new Error('The town did not answer. Try again when it is back.')
  }
  if (answer.status === 401) {
    throw new Error('To choose another trial you need the token that the console printed at the start.')
  }
  if (!answer.ok) {
    const refusal = (await answer.json().catch(() => null)) as { error?: unknown } | null
    throw new Error(typeof refusal?.error === 'string' ? refusal.error : `The town refused to show it (status ${answer.status}).`)
  }
}
