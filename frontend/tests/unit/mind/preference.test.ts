import { expect, it } from 'vitest'
import { digitsFor, hasOpinion, preferences, runnerUp, valueLabel } from '../../../src/mind/preference'

it('ranks only what is possible', () => {
  const all = preferences([1, 9, 3], [true, false, true])
  expect(all.map((one) => one.share)).toEqual([0, 0, 1])
  expect(runnerUp(all, 2)?.action).toBe(0)
})

it('has no runner-up where there is no choice', () => {
  expect(runnerUp(preferences([1, 2], [true, false]), 0)).toBeNull()
})

it('shows equal values as no preference', () => {
  expect(preferences([2, 2], [true, true]).map((one) => one.share)).toEqual([0, 0])
})

it('takes six zeros for no opinion', () => {
  expect(hasOpinion([0, 0, 0])).toBe(false)
  expect(hasOpinion([0, -1, 0])).toBe(true)
})

it('writes values with as many digits as their size needs, and more where they are close', () => {
  const label = (values: number[]) => {
    const digits = digitsFor(preferences(values, values.map(() => true)))
    return values.map((value) => valueLabel(value, digits))
  }
  expect(label([2.612, 1.5])).toEqual(['2.61', '1.50'])
  expect(label([31.26, 28])).toEqual(['31.3', '28.0'])
  expect(label([-415.7, -10])).toEqual(['−416', '−10'])
  expect(label([0.8731, 0.8702])).toEqual(['0.8731', '0.8702'])
  expect(label([2, 2])).toEqual(['2.00', '2.00'])
})
