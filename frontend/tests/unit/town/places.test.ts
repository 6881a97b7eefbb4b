import { expect, it } from 'vitest'
import { canPay, instalment, placeLook, placesOf, priceLabel, unlessSame } from '../../../src/town/places'
import type { Town } from '../../../src/wire/messages'

const fourteen = ['Bed', 'LuxuryBed', 'Shower', 'HomeMeal', 'FastFood', 'Job', 'Labor', 'Gym', 'Bar', 'Park', 'Recreation', 'Therapist', 'Doctor', 'Hospital']

it('gives each of the fourteen places a drawing of its own', () => {
  expect(new Set(fourteen.map((type) => placeLook(type).icon)).size).toBe(14)
})

it('names a place it has never heard of', () => {
  expect(placeLook('NightMarket')).toMatchObject({ name: 'Night Market', spoken: 'the night market' })
})

it('writes what a visit costs or earns', () => {
  expect(priceLabel({ cost: 5, effects: { energy: 0.5 } })).toBe('$5')
  expect(priceLabel({ cost: 0, effects: {} })).toBe('free')
  expect(priceLabel({ cost: 0, effects: { money: 0.225 } })).toBe('+$22.50')
  expect(priceLabel({ cost: null, effects: {} })).toBe('')
})

it('divides a price into instalments, of which each must be paid', () => {
  expect(instalment({ cost: 5, steps: 5 })).toBe(1)
  expect(canPay({ cost: 5, steps: 5 }, 0.01)).toBe(true)
  expect(canPay({ cost: 5, steps: 1 }, 0.01)).toBe(false)
  expect(canPay({ cost: null, steps: 1 }, 0)).toBe(true)
})

it('shows places from the frame alone when the town was not described', () => {
  const [bed] = placesOf(null, [{ type: 'Bed', x: 1, y: 1, open: true }])
  expect(bed).toMatchObject({ type: 'Bed', cost: null, hours: null })
})

it('puts together what is fixed and what changes', () => {
  const town = { affordances: [{ type: 'Bar', x: 7, y: 0, cost: 15, opens: 18, closes: 28, category: '', description: '', effects: { social: 0.5 }, steps: 3 }] } as unknown as Town
  expect(placesOf(town, [{ type: 'Bar', x: 2, y: 2, open: false }])).toEqual([
    { type: 'Bar', x: 2, y: 2, open: false, cost: 15, hours: { opens: 18, closes: 28 }, description: '', effects: { social: 0.5 }, steps: 3 },
  ])
})

it('keeps the same list until a place opens, closes or moves', () => {
  const seen = { type: 'Bar', x: 7, y: 0, open: true }
  const before = placesOf(null, [seen])
  expect(unlessSame(before, placesOf(null, [{ ...seen }]))).toBe(before)
  expect(unlessSame(before, placesOf(null, [{ ...seen, open: false }]))).not.toBe(before)
  expect(unlessSame(before, placesOf(null, [{ ...seen, x: 6 }]))).not.toBe(before)
})
