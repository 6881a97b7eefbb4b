import { describe, expect, it } from 'vitest'
import { meaningOfValue, stepsWorth } from '../../../src/mind/worth'

const survival = { kind: 'survival', per_step: 0.01, at_death: -1, discount: 0.99 } as const

/** Adds up the rewards of a life of so many more steps, each discounted, and of the death after them. */
function valueOf(steps: number): number {
  let value = 0
  for (let step = 0; step < steps; step++) {
    value += survival.per_step * survival.discount ** step
  }
  return value + survival.at_death * survival.discount ** steps
}

describe('what a value stands for', () => {
  it('is the number of steps whose rewards add up to it', () => {
    for (const steps of [0, 1, 10, 100, 300, 400]) {
      expect(stepsWorth(valueOf(steps), survival)?.steps).toBeCloseTo(steps, 6)
    }
  })

  it('is no number where the view ends, or where a network promises more than a life can bring', () => {
    expect(stepsWorth(valueOf(700), survival)).toEqual({ steps: 450, beyond: true })
    expect(stepsWorth(1.026, survival)).toEqual({ steps: 450, beyond: true })
  })

  it('is never less than no step', () => {
    expect(stepsWorth(-3, survival)?.steps).toBe(0)
  })

  it('is no number of steps where the learner is rewarded for something else', () => {
    expect(stepsWorth(0.5, { kind: 'baseline', per_step: 0, at_death: null, discount: 0.99 })).toBeNull()
    expect(stepsWorth(0.5, { ...survival, discount: null })).toBeNull()
    expect(stepsWorth(0.5, null)).toBeNull()
  })

  it('is explained with the discount', () => {
    expect(meaningOfValue(survival, true)).toContain('counts 1 % less for each step')
    expect(meaningOfValue(survival, false)).toContain('do not count steps')
  })
})
