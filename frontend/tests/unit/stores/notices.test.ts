import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { useNotices } from '../../../src/stores/notices'

describe('notices', () => {
  beforeEach(() => setActivePinia(createPinia()))
  const shown = () => useNotices().notices.map((notice) => notice.text)

  it('show the newest news alone, so that quick progress does not cover the page', () => {
    const { tell } = useNotices()
    tell('news', 'stage 2')
    tell('error', 'no such policy')
    tell('news', 'stage 3')
    expect(shown()).toEqual(['no such policy', 'stage 3'])
  })

  it('say nothing twice and never more than three things at once', () => {
    const { tell } = useNotices()
    for (const text of ['one', 'one', 'two', 'three', 'four']) {
      tell('error', text)
    }
    expect(shown()).toEqual(['two', 'three', 'four'])
  })
})
