import { expect, it } from 'vitest'
import { tipSpot } from '../../../src/components/shared/tipSpot'

const screen = { width: 1280, height: 720 }
const box = (left: number, top: number, width: number, height: number) => ({ left, top, right: left + width, bottom: top + height })
const tip = { width: 300, height: 150 }

const overlaps = (spot: { left: number; top: number }, other: ReturnType<typeof box>, size = tip) =>
  spot.left < other.right && spot.left + size.width > other.left && spot.top < other.bottom && spot.top + size.height > other.top

it('stands below what it explains, above where there is no room, and beside where there is neither', () => {
  const panel = box(900, 100, 350, 240)
  expect(tipSpot(panel, box(1200, 110, 50, 24), tip, screen)).toMatchObject({ top: 348 })
  expect(tipSpot(box(900, 400, 350, 300), box(1200, 410, 50, 24), tip, screen)).toMatchObject({ top: 242 })
  expect(tipSpot(box(900, 10, 350, 700), box(1200, 110, 50, 24), tip, screen)).toMatchObject({ left: 592 })
})

it('never covers what it explains while any side has room', () => {
  for (let x = 0; x < 900; x += 90) {
    for (let y = 0; y < 500; y += 50) {
      const panel = box(x, y, 350, 220)
      expect(overlaps(tipSpot(panel, box(x + 290, y + 5, 60, 24), tip, screen), panel)).toBe(false)
    }
  }
})

it('stays on the screen, and off its own button, where a phone has no room beside the panel', () => {
  const phone = { width: 390, height: 844 }
  const button = box(300, 60, 80, 24)
  const spot = tipSpot(box(10, 20, 370, 800), button, tip, phone)
  expect(overlaps(spot, button)).toBe(false)
  expect(spot.left).toBeGreaterThanOrEqual(0)
  expect(spot.left + tip.width).toBeLessThanOrEqual(phone.width)
})
