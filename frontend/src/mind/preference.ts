export interface Preference {
  action: number
  value: number
  valid: boolean
  /** 0 for the worst valid action, 1 for the best: how full the compass draws it. */
  share: number
}

export function preferences(values: readonly number[], masks: readonly boolean[]): Preference[] {
  const valid = values.filter((_, action) => masks[action] ?? false)
  const lowest = Math.min(...valid)
  const spread = Math.max(...valid) - lowest
  return values.map((value, action) => {
    const possible = masks[action] ?? false
    return { action, value, valid: possible, share: possible && spread > 0 ? (value - lowest) / spread : 0 }
  })
}

export function hasOpinion(values: readonly number[]): boolean {
  return values.some((value) => value !== 0)
}

/** The best valid action besides the one chosen: what it gives up. */
export function runnerUp(all: readonly Preference[], chosen: number): Preference | null {
  return all.filter((one) => one.valid && one.action !== chosen).reduce<Preference | null>((best, one) => (!best || one.value > best.value ? one : best), null)
}

/** As many digits as it takes to tell close values apart, and no more than that. */
export function digitsFor(all: readonly Preference[]): number {
  const values = all.filter((one) => one.valid).map((one) => one.value)
  const largest = Math.max(0, ...values.map(Math.abs))
  const usual = largest >= 100 ? 0 : largest >= 10 ? 1 : 2
  const spread = Math.max(...values) - Math.min(...values)
  return spread > 0 ? Math.min(4, Math.max(usual, 1 - Math.floor(Math.log10(spread)))) : usual
}

export function valueLabel(value: number, digits: number): string {
  return value.toFixed(digits).replace('-', '−')
}
