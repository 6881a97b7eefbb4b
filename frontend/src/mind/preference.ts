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

/** Close values need more digits to tell them apart, large ones fewer to stay readable. */
export function valueLabel(value: number): string {
  const size = Math.abs(value)
  const label = size >= 100 ? value.toFixed(0) : size >= 10 ? value.toFixed(1) : value.toFixed(2)
  return label.replace('-', '−')
}
