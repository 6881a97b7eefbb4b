import { lastStage } from '../learning/stages'
import type { Difficulty } from '../wire/messages'

/** How hard a life is, in a line and in a sentence. */
export function difficultyWords({ stage, multiplier, epsilon }: Difficulty): { short: string; long: string } {
  const percent = `${Math.round(multiplier * 100)} %`
  const chance = `${Number((epsilon * 100).toFixed(epsilon < 0.1 ? 1 : 0))} %`
  return {
    short: `Stage ${stage} of ${lastStage}, needs drain ×${Number(multiplier.toFixed(2))}, epsilon ${Number(epsilon.toFixed(3))}`,
    long: `Stage ${stage} of ${lastStage}. Needs drain at ${multiplier === 1 ? 'full speed' : `${percent} of full speed`}. ${epsilon === 0 ? 'No move is random (epsilon 0).' : `${chance} of its moves are random (epsilon ${Number(epsilon.toFixed(3))}).`}`,
  }
}
