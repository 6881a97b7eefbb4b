import { expect, it } from 'vitest'
import { afterMove, distance } from '../../../src/town/geometry'

const size = { width: 8, height: 8 }

it('moves as the town does: rows count downwards and walls hold', () => {
  expect(afterMove({ x: 3, y: 3 }, 0, size)).toEqual({ x: 3, y: 2 })
  expect(afterMove({ x: 3, y: 3 }, 1, size)).toEqual({ x: 3, y: 4 })
  expect(afterMove({ x: 0, y: 3 }, 2, size)).toEqual({ x: 0, y: 3 })
  expect(afterMove({ x: 7, y: 3 }, 3, size)).toEqual({ x: 7, y: 3 })
  expect(afterMove({ x: 3, y: 3 }, 5, size)).toEqual({ x: 3, y: 3 })
})

it('measures in steps', () => {
  expect(distance({ x: 0, y: 0 }, { x: 2, y: 3 })).toBe(5)
})
