/** Mean of the last `window` values at each point; the first ones average what there is so far. */
export function movingAverage(values: readonly number[], window: number): number[] {
  const means: number[] = []
  let sum = 0
  values.forEach((value, index) => {
    sum += value
    const left = values[index - window]
    if (left !== undefined) {
      sum -= left
    }
    means.push(sum / Math.min(window, index + 1))
  })
  return means
}

/** Wide enough to calm a long run, narrow enough to show a short one move. */
export function averageWindow(points: number): number {
  return Math.min(100, Math.max(5, Math.round(points / 20)))
}
