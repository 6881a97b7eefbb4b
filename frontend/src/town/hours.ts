export function clockLabel(hour: number): string {
  const whole = ((Math.floor(hour) % 24) + 24) % 24
  return `${String(whole).padStart(2, '0')}:00`
}

/** "8–18", and "18–4" for a bar that closes past midnight. */
export function hoursLabel(hours: { opens: number; closes: number } | null): string {
  if (!hours || (hours.opens === 0 && hours.closes === 24)) {
    return 'always open'
  }
  return `${hours.opens}–${hours.closes > 24 ? hours.closes - 24 : hours.closes}`
}

/** 0 in the bright of day, 1 in the dead of night, with an hour or two of dusk and dawn between. */
export function nightfall(hour: number): number {
  const fromNoon = Math.abs((((hour % 24) + 24) % 24) - 13)
  const far = Math.min(fromNoon, 24 - fromNoon)
  return Math.min(1, Math.max(0, (far - 6) / 3))
}
