import { describe, expect, it } from 'vitest'
import { epitaph, narrate, type Phrase } from '../../../src/mind/narration'
import type { Place } from '../../../src/town/places'
import { aFrame } from '../frames'

const said = (phrases: Phrase[]) => phrases.map((phrase) => phrase.text).join('')
const place = (type: string, x: number, y: number, effects: Record<string, number>, changes: Partial<Place> = {}): Place => ({
  type,
  x,
  y,
  open: true,
  cost: 5,
  hours: null,
  description: '',
  effects,
  ...changes,
})
const meal = place('HomeMeal', 1, 3, { satiation: 0.45 })
const bed = place('Bed', 1, 1, { energy: 0.5 })
const hunger = [{ name: '', source: 'satiation', target: 'energy', threshold: 0.3, strength: 0.005 }]

describe('what it does and why', () => {
  it('names the place that a move brings closer and that helps most', () => {
    const frame = aFrame({ next_action: 2, meters: { satiation: 0.2 } })
    expect(said(narrate(frame, [bed, meal], []).deed)).toBe('Goes left, closer to the home meal')
  })

  it('names no place that is closed, that it cannot pay for, or that lies the other way', () => {
    const frame = aFrame({ next_action: 2, meters: { satiation: 0.2, money: 0.01 } })
    expect(said(narrate(frame, [{ ...meal, open: false }], []).deed)).toBe('Goes left')
    expect(said(narrate(frame, [meal], []).deed)).toBe('Goes left')
    expect(said(narrate(frame, [{ ...meal, x: 7, cost: 0 }], []).deed)).toBe('Goes left')
  })

  it('tells use from work', () => {
    const here = { x: 3, y: 3 }
    expect(said(narrate(aFrame({ next_action: 4 }), [{ ...bed, ...here }], []).deed)).toBe('Uses the bed for $5')
    expect(said(narrate(aFrame({ next_action: 4 }), [place('Job', 3, 3, { money: 0.225 }, { cost: 0 })], []).deed)).toBe('Works at its job for $22.5')
    expect(said(narrate(aFrame({ next_action: 4 }), [], []).deed)).toContain('nothing to use')
  })

  it('gives what it expects, against the next best that is possible', () => {
    const frame = aFrame({ next_action: 5, q_values: [1, 2, 3, 4, 99, 6] })
    expect(said(narrate(frame, [], []).choice)).toBe('Expects 6.00, from the next best 4.00.')
  })

  it('says when the choice was chance', () => {
    expect(said(narrate(aFrame({ by_chance: true }), [], []).choice)).toContain('by chance')
  })

  it('says when nobody has an opinion', () => {
    expect(said(narrate(aFrame({ q_values: [0, 0, 0, 0, 0, 0] }), [], []).choice)).toContain('No policy has an opinion')
  })

  it('adds the need that presses and what it costs', () => {
    expect(said(narrate(aFrame({ meters: { satiation: 0.22 } }), [], hunger).want)).toBe('Satiation at 22 costs it energy.')
  })

  it('is brief about the dead', () => {
    const over = narrate(aFrame({ alive: false, next_action: null }), [], [])
    expect(said(over.deed)).toBe('Its life is over')
    expect([...over.choice, ...over.want]).toEqual([])
  })

  it('says what a life ended of', () => {
    expect(epitaph({ reason: 'done', cause: 'energy' })).toBe('it ran out of energy')
    expect(epitaph({ reason: 'done', cause: null })).toBe('it could not go on')
    expect(epitaph({ reason: 'max_steps', cause: null })).toContain('longest life')
  })
})
