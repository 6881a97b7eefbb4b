import { stepsLabel } from '../needs/threat'
import type { RewardRule } from '../wire/messages'

/** A reward that counts less than this share of one that comes at once is out of sight. */
const outOfSight = 0.01

/**
 * How many more steps of life, and death after them, are worth a Q-value. With r for a step, d at death and the discount g,
 * a life of n more steps is worth r (1 - g^n) / (1 - g) + d g^n; this solves it for n.
 * @returns Steps, at most as many as can be seen ahead; null where steps of life are not what the value counts.
 */
export function stepsWorth(value: number, rule: RewardRule | null): { steps: number; beyond: boolean } | null {
  if (rule?.kind !== 'survival' || rule.discount === null || rule.discount <= 0 || rule.discount >= 1 || rule.at_death === null || rule.per_step <= 0) {
    return null
  }
  const forever = rule.per_step / (1 - rule.discount)
  const left = (forever - value) / (forever - rule.at_death)
  const sight = Math.log(outOfSight) / Math.log(rule.discount)
  if (left <= outOfSight) {
    return { steps: Math.floor(sight / 50) * 50, beyond: true }
  }
  return { steps: Math.max(0, Math.log(left) / Math.log(rule.discount)), beyond: false }
}

/** What the policy expects from its best action, in a sentence. */
export function expectation(value: number, label: string, rule: RewardRule | null, countsSteps: boolean): string {
  const worth = countsSteps ? stepsWorth(value, rule) : null
  if (worth === null) {
    return `Expects a reward of ${label} from here on.`
  }
  return worth.beyond ? `Expects more than ${worth.steps.toLocaleString('en')} more steps of life.` : `Expects ${stepsLabel(Math.round(worth.steps)).replace(/ steps?$/, '')} more steps of life.`
}

/** Why the sentence is what it is. */
export function meaningOfValue(rule: RewardRule | null, countsSteps: boolean): string {
  const general = 'The Q-value of an action: the reward that it expects from this action and all that follows.'
  if (rule === null || rule.discount === null) {
    return `${general} A reward that comes later counts less.`
  }
  const later = `A reward counts ${percentLess(rule.discount)} less for each step that it comes later.`
  if (rule.kind === 'survival' && !countsSteps) {
    return `${general} ${later} This policy also learnt from rewards that help in the early stages, so its values do not count steps.`
  }
  return rule.kind === 'survival' ? `${general} ${later} So a value stands for a number of further steps, with death after them.` : `${general} ${later}`
}

function percentLess(discount: number): string {
  return `${Number(((1 - discount) * 100).toFixed(2))} %`
}
