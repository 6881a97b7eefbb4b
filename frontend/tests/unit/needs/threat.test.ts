import { describe, expect, it } from 'vitest'
import { headlineOf, mostPressing, stepsLabel } from '../../../src/needs/threat'
import { aFrame } from '../frames'

describe('the headline of the needs', () => {
  it('is what ends this life first and when, not the lowest meter', () => {
    const frame = aFrame({ meters: { hygiene: 0.05, energy: 0.2 }, threat: { meter: 'energy', steps: 41 } })
    expect(headlineOf(frame, null)).toEqual({ text: 'Energy lasts about 40 steps', alarm: 'energy' })
    expect(mostPressing(frame, null)).toBe('energy')
  })

  it('warns only of what is near', () => {
    expect(headlineOf(aFrame({ threat: { meter: 'energy', steps: 164 } }), null)).toEqual({ text: 'Energy lasts about 160 steps', alarm: null })
    expect(headlineOf(aFrame({ threat: null, meters: { hygiene: 0.05 } }), null)).toEqual({ text: 'Doing fine', alarm: null })
  })

  it('falls back to a low meter that life depends on, where the town reckons nothing', () => {
    expect(headlineOf(aFrame({ meters: { hygiene: 0.05, health: 0.23 } }), null)).toEqual({ text: 'Health is failing: 23', alarm: 'health' })
    expect(headlineOf(aFrame({ meters: { hygiene: 0.05 } }), null).text).toBe('It is dirty: 5')
    expect(headlineOf(aFrame({ meters: { money: 0 } }), null).text).toBe('Doing fine')
  })

  it('is brief about the dead', () => {
    expect(headlineOf(aFrame({ alive: false, meters: { energy: 0 } }), null)).toEqual({ text: 'This life is over', alarm: null })
  })

  it('rounds as a forecast does', () => {
    expect([1, 7, 41, 164].map(stepsLabel)).toEqual(['1 step', '7 steps', 'about 40 steps', 'about 160 steps'])
  })

  it('thinks of the lowest need where nothing presses', () => {
    expect(mostPressing(aFrame({ threat: { meter: 'energy', steps: 300 }, meters: { social: 0.2, mood: 0.25 } }), null)).toBe('social')
    expect(mostPressing(aFrame({ threat: null }), null)).toBeNull()
  })
})
