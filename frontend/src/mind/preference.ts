/** One action as the policy judges it. */
export interface Preference {
  action: number
  /** Its Q-value. */
  value: number
  valid: boolean
  /** Its value minus that of the best valid action: 0 for the best, negative for the others. */
  advantage: number
  /** How much of the bar the gap to the best fills: 0 for the best, 1 for the largest gap. */
  gap: number
}

/** Values closer than this share of their size are called tied: a network is not more exact than that. */
const tieShare = 0.0025

/** Gaps below this share of the values fill only a part of the bar, so that a near tie looks like one. */
const fullGapShare = 0.01

export function preferences(values: readonly number[], masks: readonly boolean[]): Preference[] {
  const valid = values.filter((_, action) => masks[action] ?? false)
  const best = Math.max(...valid)
  const full = Math.max(best - Math.min(...valid), fullGapShare * sizeOf(valid))
  return values.map((value, action) => {
    const possible = masks[action] ?? false
    const below = possible ? best - value : 0
    return { action, value, valid: possible, advantage: 0 - below, gap: full > 0 ? below / full : 0 }
  })
}

export function hasOpinion(values: readonly number[]): boolean {
  return values.some((value) => value !== 0)
}

/** The best valid action; null where none is valid. */
export function bestOf(all: readonly Preference[]): Preference | null {
  return all.filter((one) => one.valid).reduce<Preference | null>((best, one) => (!best || one.value > best.value ? one : best), null)
}

/** The valid actions that are as good as the best, so far as a network can tell. */
export function tiedWithBest(all: readonly Preference[]): Preference[] {
  const valid = all.filter((one) => one.valid)
  const margin = tieShare * sizeOf(valid.map((one) => one.value))
  const best = bestOf(all)
  return valid.filter((one) => one !== best && -one.advantage <= margin)
}

function sizeOf(values: readonly number[]): number {
  return Math.max(0, ...values.map(Math.abs))
}

/** As many digits as it takes to tell close values apart, and no more than that. */
export function digitsFor(all: readonly Preference[]): number {
  const values = all.filter((one) => one.valid).map((one) => one.value)
  const largest = sizeOf(values)
  const usual = largest >= 100 ? 0 : largest >= 10 ? 1 : 2
  const spread = Math.max(...values) - Math.min(...values)
  return spread > 0 ? Math.min(4, Math.max(usual, 1 - Math.floor(Math.log10(spread)))) : usual
}

export function valueLabel(value: number, digits: number): string {
  return value.toFixed(digits).replace('-', '−')
}

/** "0" for the best, "−0.0011" for another. */
export function advantageLabel(advantage: number, digits: number): string {
  if (advantage === 0) {
    return '0'
  }
  const smallest = 10 ** -digits
  return -advantage < smallest / 2 ? `−<${smallest.toFixed(digits)}` : valueLabel(advantage, digits)
}
