import { describe, expect, it } from 'vitest'
import { episodesOf, mainRoutes, usesOf } from '../../../src/habits/routes'
import { parseVisits } from '../../../src/wire/answers'

const visits = parseVisits({
  from: 1,
  to: 10,
  lives: 10,
  visits: [
    { from: null, to: 'Bed', count: 10 },
    { from: 'Bed', to: 'Job', count: 20 },
    { from: 'Job', to: 'Bed', count: 5 },
    { from: 'Job', to: 'Job', count: 90 },
  ],
  cells: [{ x: 1, y: 1, count: 7, novelty: 0.5 }, { x: 'one' }],
})

describe('habits', () => {
  it('are the ways between two places, the most travelled first', () => {
    expect(mainRoutes(visits, 5)).toEqual([
      { from: 'Bed', to: 'Job', count: 20, share: 1 },
      { from: 'Job', to: 'Bed', count: 5, share: 0.25 },
    ])
    expect(mainRoutes(visits, 1)).toHaveLength(1)
  })

  it('count each use of a place, also one after the other, and list what was never used', () => {
    expect(usesOf(visits, ['Bed', 'Bar'])).toEqual([
      { type: 'Job', perLife: 11, share: 1 },
      { type: 'Bed', perLife: 1.5, share: 15 / 110 },
      { type: 'Bar', perLife: 0, share: 0 },
    ])
  })

  it('are empty where no life is recorded', () => {
    const none = parseVisits({})
    expect(mainRoutes(none, 5)).toEqual([])
    expect(usesOf(none, ['Bed'])).toEqual([{ type: 'Bed', perLife: 0, share: 0 }])
  })

  it('can be asked for of the beginning, of the policy on screen, and of now', () => {
    expect(episodesOf('first', 700)).toEqual({ from: 1, to: 100 })
    expect(episodesOf('watched', 700)).toEqual({ from: 601, to: 700 })
    expect(episodesOf('watched', 50)).toEqual({ from: 1, to: 50 })
    expect(episodesOf('watched', 0)).toEqual({ from: 1, to: 100 })
    expect(episodesOf('newest', 700)).toBeNull()
  })

  it('leave out what cannot be read', () => {
    expect(visits.cells).toEqual([{ x: 1, y: 1, count: 7, novelty: 0.5 }])
  })
})
