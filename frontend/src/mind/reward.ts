import type { RewardRule, RewardTerm } from '../wire/messages'

/** A part of a step's reward, or the whole of it, in words. */
export interface RewardPart {
  amount: string
  reason: string
}

/** "+0.01", "−1". */
export function rewardLabel(amount: number): string {
  const size = Math.abs(amount)
  const digits = size >= 10 ? 0 : size >= 1 ? 2 : 4
  return `${amount < 0 ? '−' : '+'}${Number(size.toFixed(digits))}`
}

/** What this step was rewarded for, as the learner would be. */
export function rewardParts(terms: readonly RewardTerm[] | null, reward: number): RewardPart[] {
  if (terms !== null && terms.length > 0) {
    return terms.map((part) => ({ amount: rewardLabel(part.amount), reason: reasons[part.term] }))
  }
  return reward === 0 ? [] : [{ amount: rewardLabel(reward), reason: 'for this step' }]
}

const reasons: Record<RewardTerm['term'], string> = {
  step: 'for staying alive',
  death: 'at death',
  full_life: 'for a full life',
  baseline: 'for the whole life, against an agent that only rests',
  shaping: 'for the change in its needs (shaping)',
}

/** Why a step brought nothing. */
export function noReward(rule: RewardRule | null, step: number): string {
  if (step === 0) {
    return 'None before the first step'
  }
  return rule?.kind === 'baseline' ? 'None until life ends' : 'None for this step'
}

/** What the learner of this run is rewarded for. */
export function ruleWords(rule: RewardRule | null): string {
  if (rule === null) {
    return 'The town did not say what its learner is rewarded for.'
  }
  if (rule.kind === 'survival') {
    return `The learner gets ${rewardLabel(rule.per_step)} for each step it stays alive${rule.at_death === null ? '' : ` and ${rewardLabel(rule.at_death)} at death`}.`
  }
  return 'The learner is rewarded once, when life ends: by the steps it lived, minus those of an agent that only rests.'
}

/** "12 steps longer than an agent that only rests". */
export function againstIdle(steps: number): string {
  if (steps === 0) {
    return 'As long as an agent that only rests'
  }
  const size = Math.abs(Math.round(steps))
  return `${size.toLocaleString('en')} ${size === 1 ? 'step' : 'steps'} ${steps > 0 ? 'longer' : 'shorter'} than an agent that only rests`
}

/** The same about a life that is not over yet. */
export function againstIdleSoFar(steps: number): string {
  if (steps >= 0) {
    return againstIdle(steps)
  }
  const size = Math.abs(Math.round(steps))
  return `${size.toLocaleString('en')} ${size === 1 ? 'step' : 'steps'} short of an agent that only rests`
}
