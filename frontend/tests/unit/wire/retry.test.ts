import { expect, it } from 'vitest'
import { retryDelay } from '../../../src/wire/retry'

const middle = () => 0.5

it('waits half a second first and twice as long each time', () => {
  expect([1, 2, 3, 4].map((attempt) => retryDelay(attempt, middle))).toEqual([500, 1000, 2000, 4000])
})

it('never waits longer than ten seconds on average', () => {
  expect(retryDelay(9, middle)).toBe(10_000)
  expect(retryDelay(5_000, middle)).toBe(10_000)
})

it('spreads many pages over a fifth to either side', () => {
  expect(retryDelay(2, () => 0)).toBe(800)
  expect(retryDelay(2, () => 1)).toBe(1200)
})
