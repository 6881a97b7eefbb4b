import { createPinia, setActivePinia } from 'pinia'
import { describe, expect, it, vi } from 'vitest'
import { yardstickMarks, yardstickWords } from '../../../src/learning/yardstick'
import { useDelivery } from '../../../src/stores/deliver'
import { useWatched } from '../../../src/stores/watched'
import { connectedTo } from '../frames'

describe('yardstick', () => {
  it('marks what the caretaker and chance reach', () => {
    expect(yardstickMarks({ random: 110.2, caretaker: 500 }).map((mark) => [mark.label, mark.steps])).toEqual([
      ['caretaker (scripted rule)', 500],
      ['random moves', 110.2],
    ])
  })

  it('says the same in words', () => {
    expect(yardstickWords({ random: 110.2, caretaker: 499.7 })).toContain('the caretaker, a scripted rule, lives 500 steps on average; an agent that moves at random lives 110.')
  })

  it('claims nothing before it is known', () => {
    expect(yardstickMarks(null)).toEqual([])
    expect(yardstickWords(null)).toBe('')
  })

  it('comes with the greeting or after it, and is that of the newest greeting', () => {
    vi.stubGlobal('fetch', () => Promise.reject(new Error('there is no history here')))
    setActivePinia(createPinia())
    const deliver = useDelivery()
    const watched = useWatched()
    deliver(connectedTo('one'))
    expect(watched.yardstick).toBeNull()
    deliver({ type: 'yardstick', random: 110, caretaker: 500 })
    expect(watched.yardstick).toEqual({ random: 110, caretaker: 500 })
    deliver({ ...connectedTo('two'), yardstick: { random: 131, caretaker: 362 } })
    expect(watched.yardstick).toEqual({ random: 131, caretaker: 362 })
    vi.unstubAllGlobals()
  })
})
