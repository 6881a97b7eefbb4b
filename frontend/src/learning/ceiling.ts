/** Top of the survival axis: room above what was reached, so that early progress is not squeezed flat under a far limit. */
export function chartCeiling(reached: number, idle: number, most: number): number {
  const wanted = Math.max(reached, idle) * 1.12
  const step = wanted > 200 ? 100 : wanted > 100 ? 50 : 20
  return Math.max(20, Math.min(Math.ceil(most * 1.04), Math.ceil(wanted / step) * step))
}
