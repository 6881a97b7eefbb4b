import type { Arm, Experiment, Pair, Trial } from '../wire/experiments'

/** Survival and other shares, for people. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

export function whole(count: number): string {
  return Math.round(count).toLocaleString('en')
}

const fewRuns = (runs: number): string => (runs === 1 ? '1 run' : `${runs} runs`)

/** Whether an interval can be trusted stands beside it. */
export function intervalWords(of: { low: number | null; high: number | null; trust: Arm['trust'] }, runs: number): string {
  if (of.low === null || of.high === null) {
    return runs === 0 ? '–' : `none from ${fewRuns(runs)}`
  }
  const interval = `${Math.round(of.low * 100)} to ${percent(of.high)}`
  return of.trust === 'little' ? `${interval}, not to be trusted: ${fewRuns(runs)}` : interval
}

/** When the arm came near the caretaker. */
export function caretakerWords(arm: Arm): string {
  if (arm.caretaker === null || arm.finished === 0) {
    return '–'
  }
  const { reached, lives, seconds } = arm.caretaker
  const by = `${reached} of ${fewRuns(arm.finished)}`
  if (lives === null) {
    return reached === 0 ? 'never' : `${by}, most never`
  }
  return `after ${whole(lives)} lives${seconds === null ? '' : ` (${whole(seconds)} s)`}, ${by}`
}

export function pairSentence(pair: Pair, arms: readonly Arm[]): string {
  const runs = Math.min(...arms.filter((arm) => arm.arm === pair.a || arm.arm === pair.b).map((arm) => arm.finished))
  return `A run of ${pair.a} ends better than one of ${pair.b} with probability ${pair.probability_of_improvement.toFixed(2)} (${probabilityInterval(pair, runs)}).`
}

function probabilityInterval(pair: Pair, runs: number): string {
  if (pair.low === null || pair.high === null) {
    return `no interval from ${fewRuns(runs)}`
  }
  return `${pair.low.toFixed(2)} to ${pair.high.toFixed(2)}${pair.trust === 'little' ? `, not to be trusted: ${fewRuns(runs)}` : ''}`
}

const states: Record<Trial['state'], string> = { waiting: 'waiting', running: 'running', finished: 'finished', failed: 'failed' }

/** Survival now: of the last policy once the trial is finished, until then of the newest that is measured. */
export function survivalNow(trial: Trial): number | null {
  return trial.final?.mean ?? trial.evaluated[trial.evaluated.length - 1]?.mean ?? null
}

/** A trial can be watched once it has begun. */
export function canBeWatched(trial: Trial): boolean {
  return trial.state !== 'waiting' || trial.episodes !== null
}

/** What a cell says, in one sentence, for who cannot see it. */
export function trialSentence(arm: string, trial: Trial): string {
  const survival = survivalNow(trial)
  const parts = [
    `${states[trial.state]}${trial.node !== null ? ` on ${trial.node}` : ''}`,
    trial.episodes === null ? '' : `${whole(trial.episodes)} of ${whole(trial.wanted)} lives`,
    survival === null ? '' : `survives ${percent(survival)} of the longest life`,
    trial.state === 'failed' && trial.cause !== null ? trial.cause : '',
  ]
  return `${arm}, run ${trial.run}: ${parts.filter(Boolean).join(', ')}`
}

/** How the experiment stands as a whole. */
export function standing(experiment: Experiment): string {
  const all = experiment.arms.flatMap((arm) => arm.runs)
  const over = all.filter((trial) => trial.state === 'finished' || trial.state === 'failed').length
  const failed = all.filter((trial) => trial.state === 'failed').length
  const word = { running: 'Running', paused: 'Paused', complete: 'Complete' }[experiment.state]
  const failures = failed > 0 ? `, ${failed} failed` : ''
  return `${word}: ${over} of ${all.length} trials have ended${failures}`
}

/** The trial that the town shows, for people; null where it shows a run that is no trial. */
export function watchedTrial(run: string | null, experiments: readonly string[]): string | null {
  const [experiment, arm, seed] = (run ?? '').split(/[\\/]/).slice(-3)
  const number = /^seed_(\d+)$/.exec(seed ?? '')?.[1]
  return experiment !== undefined && arm !== undefined && number !== undefined && experiments.includes(experiment) ? `${arm}, run ${number}` : null
}

/** The trial that the town shows: its run's folder ends in the trial's. */
export function isWatched(run: string | null, experiment: string, trial: Trial): boolean {
  return run !== null && trial.folder !== '' && run.replace(/\\/g, '/').endsWith(`/${experiment}/${trial.folder}`)
}
