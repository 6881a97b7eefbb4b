export const slowest = 0.1
export const fastest = 20
export const stepsPerSecondAtOne = 5

/** The slider moves in powers of ten, so that slow motion and a rush have the same room. */
export function sliderToSpeed(slider: number): number {
  return tidy(10 ** slider)
}

export function speedToSlider(speed: number): number {
  return Math.log10(Math.min(fastest, Math.max(slowest, speed)))
}

function tidy(speed: number): number {
  const digits = speed < 1 ? 2 : speed < 10 ? 1 : 0
  return Math.min(fastest, Math.max(slowest, Number(speed.toFixed(digits))))
}

export function nextSpeed(speed: number, direction: 1 | -1): number {
  const stops = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20]
  const found = direction > 0 ? stops.find((stop) => stop > speed + 1e-6) : stops.findLast((stop) => stop < speed - 1e-6)
  return found ?? (direction > 0 ? fastest : slowest)
}

export function speedLabel(speed: number): string {
  return `${Number(speed.toFixed(2))}×`
}

/** How long the agent glides to its next cell: most of the time between two frames, and never so long that it lags. */
export function glideMilliseconds(speed: number): number {
  return Math.round(Math.min(600, Math.max(30, (1000 / (stepsPerSecondAtOne * speed)) * 0.85)))
}
