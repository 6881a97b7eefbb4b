import { expect, it } from 'vitest'
import { difficultyWords } from '../../../src/town/difficulty'

it('names stage, drain and epsilon of a life', () => {
  expect(difficultyWords({ stage: 5, multiplier: 1, epsilon: 0 })).toEqual({
    short: 'Stage 5 of 5, needs drain ×1, epsilon 0',
    long: 'Stage 5 of 5. Needs drain at full speed. No move is random (epsilon 0).',
  })
  expect(difficultyWords({ stage: 1, multiplier: 0.2, epsilon: 0.9512 })).toEqual({
    short: 'Stage 1 of 5, needs drain ×0.2, epsilon 0.951',
    long: 'Stage 1 of 5. Needs drain at 20 % of full speed. 95 % of its moves are random (epsilon 0.951).',
  })
})
