/** "policy_ep00500" and "checkpoint_ep00500" are both what training episode 500 left behind. */
export function policyEpisode(name: string): number | null {
  const found = /(\d+)\D*$/.exec(name)
  return found ? Number(found[1]) : null
}

export function policyLabel(name: string): string {
  const episode = policyEpisode(name)
  return episode === null ? name : `episode ${episode.toLocaleString('en')}`
}

export function ageLabel(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  if (whole < 60) {
    return `${whole} s`
  }
  if (whole < 3600) {
    return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`
  }
  return `${Math.floor(whole / 3600)} h ${String(Math.floor((whole % 3600) / 60)).padStart(2, '0')} min`
}

/** Coarse on purpose: an estimate that ticks in seconds pretends to know more than it does. */
export function timeLeftLabel(seconds: number): string {
  if (seconds < 60) {
    return 'less than a minute left'
  }
  return seconds < 3600 * 2 ? `${Math.round(seconds / 60)} min left` : `${Math.round(seconds / 3600)} h left`
}
