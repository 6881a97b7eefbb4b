import { describe, expect, it } from 'vitest'
import { againstIdle, againstIdleSoFar, noReward, rewardLabel, rewardParts, ruleWords } from '../../../src/mind/reward'

const survival = { kind: 'survival', per_step: 0.01, at_death: -1, discount: 0.99 } as const
const baseline = { kind: 'baseline', per_step: 0, at_death: null, discount: 0.99 } as const

describe('reward', () => {
  it('is shown by its terms', () => {
    expect(rewardParts([{ term: 'step', amount: 0.01 }, { term: 'shaping', amount: -0.0042 }], 0.0058)).toEqual([
      { amount: '+0.01', reason: 'for staying alive' },
      { amount: '−0.0042', reason: 'for the change in its needs (shaping)' },
    ])
    expect(rewardParts([{ term: 'death', amount: -1 }], -1)).toEqual([{ amount: '−1', reason: 'at death' }])
  })

  it('is shown as a sum where the town does not say its terms', () => {
    expect(rewardParts(null, -39)).toEqual([{ amount: '−39', reason: 'for this step' }])
    expect(rewardParts(null, 0)).toEqual([])
  })

  it('says why there is none', () => {
    expect(noReward(survival, 0)).toBe('None before the first step')
    expect(noReward(baseline, 5)).toBe('None until life ends')
  })

  it('is explained as the pack pays it', () => {
    expect(ruleWords(survival)).toBe('The learner gets +0.01 for each step it stays alive and −1 at death.')
    expect(ruleWords(baseline)).toContain('minus those of an agent that only rests')
  })

  it('has as many digits as it needs', () => {
    expect([0.01, -1, 182.4, -0.00416].map(rewardLabel)).toEqual(['+0.01', '−1', '+182', '−0.0042'])
  })
})

describe('the comparison with an agent that only rests', () => {
  it('has a name of its own, and is no reward', () => {
    expect(againstIdle(12)).toBe('12 steps longer than an agent that only rests')
    expect(againstIdle(-1)).toBe('1 step shorter than an agent that only rests')
    expect(againstIdle(0)).toBe('As long as an agent that only rests')
    expect(againstIdleSoFar(-905)).toBe('905 steps short of an agent that only rests')
    expect(againstIdleSoFar(12)).toBe('12 steps longer than an agent that only rests')
  })
})
