const firstDelay = 500
const longestDelay = 10_000

/**
 * Doubles from half a second to ten. The random part keeps a classroom of pages from
 * reconnecting all at once when the town comes back.
 */
export function retryDelay(attempt: number, random: () => number = Math.random): number {
  const doubled = Math.min(longestDelay, firstDelay * 2 ** Math.max(0, attempt - 1))
  return Math.round(doubled * (0.8 + 0.4 * random()))
}
