import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope, nextTick } from 'vue'
import { useFrameBatch } from '../../../src/composables/useFrameBatch'

let frames: FrameRequestCallback[] = []
let visibility = 'visible'

beforeEach(() => {
  frames = []
  visibility = 'visible'
  vi.stubGlobal('requestAnimationFrame', (draw: FrameRequestCallback) => frames.push(draw))
  vi.stubGlobal('cancelAnimationFrame', () => (frames = []))
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility as DocumentVisibilityState)
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

function batch() {
  const seen: number[] = []
  const { add, flush } = effectScope().run(() => useFrameBatch((item: number) => seen.push(item))) as ReturnType<typeof useFrameBatch<number>>
  return { seen, tell: add, flush }
}

it('hands on all that came, in order, once for each picture', () => {
  const { seen, tell } = batch()
  ;[1, 2, 3].forEach(tell)
  expect(seen).toEqual([])
  expect(frames).toHaveLength(1)
  frames.shift()?.(0)
  expect(seen).toEqual([1, 2, 3])
  tell(4)
  expect(frames).toHaveLength(1)
})

it('keeps nothing back from a page that nobody sees', async () => {
  const { seen, tell } = batch()
  tell(1)
  visibility = 'hidden'
  document.dispatchEvent(new Event('visibilitychange'))
  await nextTick()
  expect(seen).toEqual([1])
  tell(2)
  expect(seen).toEqual([1, 2])
})

it('hands on at once what is still waiting, if asked to', () => {
  const { seen, tell, flush } = batch()
  tell(1)
  flush()
  expect(seen).toEqual([1])
  expect(frames).toEqual([])
})
