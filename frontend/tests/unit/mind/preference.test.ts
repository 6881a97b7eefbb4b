import { expect, it } from 'vitest'
import { advantageLabel, bestOf, digitsFor, hasOpinion, preferences, tiedWithBest, valueLabel } from '../../../src/mind/preference'

const all = (values: number[]) => preferences(values, values.map(() => true))

it('compares what is possible with the best of it', () => {
  const judged = preferences([1, 9, 3], [true, false, true])
  expect(judged.map((one) => one.advantage)).toEqual([-2, 0, 0])
  expect(judged.map((one) => one.gap)).toEqual([1, 0, 0])
  expect(bestOf(judged)?.action).toBe(2)
})

it('has no best action where none is possible', () => {
  expect(bestOf(preferences([1, 2], [false, false]))).toBeNull()
})

it('calls values tied that a network cannot tell apart', () => {
  expect(tiedWithBest(all([0.9108, 0.9119, 0.88])).map((one) => one.action)).toEqual([0])
  expect(tiedWithBest(all([2, 2])).map((one) => one.action)).toEqual([1])
  expect(tiedWithBest(all([1, 2]))).toEqual([])
})

it('draws a near tie as a short bar, however small the other gaps are', () => {
  expect(Math.max(...all([0.9119, 0.9108]).map((one) => one.gap))).toBeLessThan(0.15)
  expect(all([2, 2]).map((one) => one.gap)).toEqual([0, 0])
})

it('takes six zeros for no opinion', () => {
  expect(hasOpinion([0, 0, 0])).toBe(false)
  expect(hasOpinion([0, -1, 0])).toBe(true)
})

it('writes values with as many digits as their size needs, and more where they are close', () => {
  const label = (values: number[]) => values.map((value) => valueLabel(value, digitsFor(all(values))))
  expect(label([2.612, 1.5])).toEqual(['2.61', '1.50'])
  expect(label([31.26, 28])).toEqual(['31.3', '28.0'])
  expect(label([-415.7, -10])).toEqual(['−416', '−10'])
  expect(label([0.8731, 0.8702])).toEqual(['0.8731', '0.8702'])
  expect(label([2, 2])).toEqual(['2.00', '2.00'])
})

it('writes the best as 0, and a gap as what is missing', () => {
  expect([0, -0.0011, -0.00001].map((advantage) => advantageLabel(advantage, 4))).toEqual(['0', '−0.0011', '−<0.0001'])
})
