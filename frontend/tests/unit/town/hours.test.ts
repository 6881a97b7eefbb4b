import { expect, it } from 'vitest'
import { clockLabel, hoursLabel, nightfall } from '../../../src/town/hours'

it('writes the hour as a clock', () => {
  expect(clockLabel(7)).toBe('07:00')
  expect(clockLabel(24)).toBe('00:00')
})

it('writes hours that go past midnight as people do', () => {
  expect(hoursLabel({ opens: 18, closes: 28 })).toBe('18–4')
  expect(hoursLabel({ opens: 8, closes: 18 })).toBe('8–18')
  expect(hoursLabel({ opens: 0, closes: 24 })).toBe('always open')
  expect(hoursLabel(null)).toBe('always open')
})

it('is dark at night and bright at noon', () => {
  expect(nightfall(1)).toBe(1)
  expect(nightfall(13)).toBe(0)
  expect(nightfall(20)).toBeGreaterThan(0)
  expect(nightfall(20)).toBeLessThan(1)
})
