import { describe, expect, it } from 'vitest'
import * as v from 'valibot'
import { finite, list, number, objectOrNull, reads, text } from '../../../src/wire/read'

describe('reading untrusted JSON', () => {
  it('does not compile where the town may write what the page cannot read, or does not write it at all', () => {
    expect(v.parse(reads<{ loss: number | null }>()({ loss: number(0) }), { loss: null })).toEqual({ loss: 0 })
    // @ts-expect-error The town may write null.
    expect(reads<{ loss: number | null }>()({ loss: finite }).type).toBe('object')
    // @ts-expect-error The town writes no such field.
    expect(reads<{ loss: number }>()({ losses: finite }).type).toBe('object')
    // @ts-expect-error The town knows a state that the page does not.
    expect(reads<{ state: 'ready' | 'idle' }>()({ state: v.picklist(['ready']) }).type).toBe('object')
  })

  it('takes the fallback for what lacks, is of the wrong kind or is no finite number', () => {
    const schema = v.object({ episode: number(7), name: text('nobody') })
    expect(v.parse(schema, {})).toEqual({ episode: 7, name: 'nobody' })
    expect(v.parse(schema, JSON.parse('{"episode": 1e999, "name": 3}'))).toEqual({ episode: 7, name: 'nobody' })
  })

  it('tells an object that lacks from one that cannot be read', () => {
    const schema = v.object({ yardstick: objectOrNull(v.object({ mean: finite })) })
    expect([{}, { yardstick: null }, { yardstick: 'long' }, { yardstick: [] }].map((one) => v.parse(schema, one).yardstick)).toEqual([null, null, null, null])
    expect(v.is(schema, { yardstick: { mean: 'long' } })).toBe(false)
  })

  it('leaves out an item that cannot be read, and makes a new list each time', () => {
    const schema = v.object({ steps: list(finite) })
    expect(v.parse(schema, { steps: [1, 'two', 3] }).steps).toEqual([1, 3])
    expect(v.parse(schema, {}).steps).not.toBe(v.parse(schema, {}).steps)
  })
})
