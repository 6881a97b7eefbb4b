export const slowest = 0.1
export const fastest = 20
export const stepsPerSecondAtOne = 5

/** The slider moves in powers of ten, so that slow and fast have the same room. */
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

export interface Glide {
  milliseconds: number
  easing: string
}

/**
 * How the agent gets from one cell to the next. At low speed it walks and rests. At high speed rests would look like a
 * tremble, so it glides without a rest, for a little longer than a step takes, since frames may come late.
 */
export function glideAt(speed: number): Glide {
  const interval = 1000 / (stepsPerSecondAtOne * speed)
  return interval >= 150
    ? { milliseconds: Math.round(Math.min(600, interval * 0.85)), easing: 'cubic-bezier(0.4, 0.1, 0.4, 1)' }
    : { milliseconds: Math.round(interval * 1.1), easing: 'linear' }
}

/** How long a meter takes to reach its new level: no time where the next step comes before it could finish. */
export function settlingMilliseconds(speed: number): number {
  return glideAt(speed).easing === 'linear' ? 0 : 250
}
