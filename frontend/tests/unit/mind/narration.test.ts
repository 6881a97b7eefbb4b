import { describe, expect, it } from 'vitest'
import { narrate, type Judgement, type Phrase } from '../../../src/mind/narration'
import { epitaph } from '../../../src/status/events'
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
  steps: 1,
  ...changes,
})
const meal = place('HomeMeal', 1, 3, { satiation: 0.45 })
const bed = place('Bed', 1, 1, { energy: 0.5 })
const survival = { kind: 'survival', per_step: 0.01, at_death: -1, discount: 0.99 } as const
const judged: Judgement = { rule: survival, countsSteps: true }

describe('what it does and why', () => {
  it('names the place that a move brings closer and that helps most', () => {
    const frame = aFrame({ next_action: 2, meters: { satiation: 0.2 } })
    expect(said(narrate(frame, [bed, meal], judged).deed)).toBe('Goes left, closer to the home meal')
  })

  it('names no place that is closed, that it cannot pay for, or that lies the other way', () => {
    const frame = aFrame({ next_action: 2, meters: { satiation: 0.2, money: 0.01 } })
    expect(said(narrate(frame, [{ ...meal, open: false }], judged).deed)).toBe('Goes left')
    expect(said(narrate(frame, [meal], judged).deed)).toBe('Goes left')
    expect(said(narrate(frame, [{ ...meal, x: 7, cost: 0 }], judged).deed)).toBe('Goes left')
  })

  it('tells use from work', () => {
    const here = { x: 3, y: 3 }
    expect(said(narrate(aFrame({ next_action: 4 }), [{ ...bed, ...here }], judged).deed)).toBe('Uses the bed for $5')
    expect(said(narrate(aFrame({ next_action: 4 }), [place('Job', 3, 3, { money: 0.225 }, { cost: 0 })], judged).deed)).toBe('Works at its job for $22.50')
    expect(said(narrate(aFrame({ next_action: 4 }), [], judged).deed)).toContain('nothing to use')
  })

  it('pays a use of several steps by instalments, and says which one this is', () => {
    const night = place('Bed', 3, 3, { energy: 0.5 }, { cost: 5, steps: 5 })
    const second = { time_of_day: 22, interaction_progress: 0.2 }
    expect(said(narrate(aFrame({ next_action: 4 }), [night], judged).deed)).toBe('Uses the bed, step 1 of 5: pays $1 of $5')
    expect(said(narrate(aFrame({ next_action: 4, temporal: second }), [night], judged).deed)).toBe('Uses the bed, step 2 of 5: pays $1 of $5')
    const shift = place('Job', 3, 3, { money: 0.225 }, { cost: 0, steps: 4 })
    expect(said(narrate(aFrame({ next_action: 4 }), [shift], judged).deed)).toBe('Works at its job, step 1 of 4 ($22.50 in all)')
    expect(said(narrate(aFrame({ next_action: 4 }), [place('Park', 3, 3, {}, { cost: 0, steps: 2 })], judged).deed)).toBe('Uses the park, step 1 of 2')
  })

  it('calls no use what cannot be paid', () => {
    const dear = place('Bed', 3, 3, { energy: 0.5 }, { cost: 5 })
    expect(said(narrate(aFrame({ next_action: 4, meters: { money: 0.03 } }), [dear], judged).deed)).toBe('Cannot pay $5 for the bed, so nothing happens')
    expect(said(narrate(aFrame({ next_action: 4, meters: { money: 0.03 } }), [{ ...dear, steps: 5 }], judged).deed)).toContain('Uses the bed')
    expect(said(narrate(aFrame({ next_action: 4, meters: { money: 0.04999 } }), [dear], judged).deed)).toBe('Uses the bed for $5')
  })

  it('names the best action and calls a tie a tie', () => {
    const choice = (q_values: number[]) => said(narrate(aFrame({ next_action: 1, q_values }), [], judged).choice)
    expect(choice([0.9108, 0.9119, 0.88, 0.87, 5, 0.86])).toBe('Best: Down. Nearly tied with Up.')
    expect(choice([0.9108, 0.9119, 0.9117, 0.87, 5, 0.86])).toBe('Best: Down. Nearly tied with Up and Left.')
    expect(choice([0.9112, 0.9119, 0.9117, 0.9115, 5, 0.9113])).toBe('Best: Down. All others are nearly tied with it.')
    expect(choice([0.5, 0.9119, 0.88, 0.87, 5, 0.86])).toBe('Best: Down.')
  })

  it('says what it expects in steps of life where values count them, else as a reward', () => {
    const frame = aFrame({ next_action: 5, q_values: [0.1, 0.2, 0.3, 0.4, 99, 0.9] })
    expect(said(narrate(frame, [], judged).outlook)).toBe('Expects about 300 more steps of life.')
    expect(said(narrate(frame, [], { rule: survival, countsSteps: false }).outlook)).toBe('Expects a reward of 0.90 from here on.')
    expect(said(narrate(frame, [], { rule: null, countsSteps: true }).outlook)).toBe('Expects a reward of 0.90 from here on.')
    expect(said(narrate({ ...frame, policy: null }, [], judged).outlook)).toBe('Its values mean nothing yet: it is untrained.')
  })

  it('says when the choice was chance', () => {
    expect(said(narrate(aFrame({ by_chance: true }), [], judged).choice)).toBe('Random move: it is exploring.')
  })

  it('says when nobody has an opinion', () => {
    expect(said(narrate(aFrame({ q_values: [0, 0, 0, 0, 0, 0] }), [], judged).choice)).toContain('No policy has an opinion')
  })

  it('is brief about the dead', () => {
    const over = narrate(aFrame({ alive: false, next_action: null }), [], judged)
    expect(said(over.deed)).toBe('Its life is over')
    expect([...over.choice, ...over.outlook]).toEqual([])
  })

  it('says what a life ended of', () => {
    expect(epitaph({ reason: 'done', cause: 'energy' })).toBe('It ran out of energy')
    expect(epitaph({ reason: 'done', cause: 'health' })).toBe('Its health failed')
    expect(epitaph({ reason: 'done', cause: null })).toBe('It died')
    expect(epitaph({ reason: 'max_steps', cause: null })).toContain('longest life')
  })
})
