interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

interface Size {
  width: number
  height: number
}

const margin = 8

/**
 * Where a tip goes: beside what it explains, never on it, so long as the screen has room on any side.
 * @param explained What the tip must not cover.
 * @param trigger What was pointed at: the tip stays near it.
 */
export function tipSpot(explained: Box, trigger: Box, tip: Size, screen: Size): { left: number; top: number } {
  const inside = (value: number, size: number, room: number) => Math.min(Math.max(margin, value), Math.max(margin, room - size - margin))
  const beside = (box: Box) => {
    const across = inside((trigger.left + trigger.right - tip.width) / 2, tip.width, screen.width)
    const along = inside((trigger.top + trigger.bottom - tip.height) / 2, tip.height, screen.height)
    return [
      { left: across, top: box.bottom + margin },
      { left: across, top: box.top - margin - tip.height },
      { left: box.left - margin - tip.width, top: along },
      { left: box.right + margin, top: along },
    ]
  }
  const fits = (spot: { left: number; top: number }) =>
    spot.left >= margin && spot.top >= margin && spot.left + tip.width <= screen.width - margin && spot.top + tip.height <= screen.height - margin
  return [...beside(explained), ...beside(trigger)].find(fits) ?? { left: inside(trigger.left, tip.width, screen.width), top: inside(trigger.bottom + margin, tip.height, screen.height) }
}
