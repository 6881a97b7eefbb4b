/** What `load_model` calls the network before any training. */
export const untrained = 'untrained'

/** "policy_ep00500" and "checkpoint_ep00500" are both what training episode 500 left behind; 0 is the untrained one. */
export function policyEpisode(name: string): number | null {
  if (name === untrained) {
    return 0
  }
  const found = /(\d+)\D*$/.exec(name)
  return found ? Number(found[1]) : null
}

export function policyLabel(name: string): string {
  const episode = policyEpisode(name)
  return episode === null ? name : episode === 0 ? untrained : `episode ${episode.toLocaleString('en')}`
}

/** As part of a sentence. */
export function policyWords(episode: number): string {
  return episode === 0 ? 'the untrained agent' : `the policy of episode ${episode.toLocaleString('en')}`
}

/** The name of the policy whose age is closest to an episode. The untrained one has age 0. */
export function policyNear(models: readonly string[], episode: number): string {
  return [untrained, ...models].reduce((best, model) => (Math.abs((policyEpisode(model) ?? Infinity) - episode) < Math.abs((policyEpisode(best) ?? Infinity) - episode) ? model : best))
}

/** At most `most` of a long list, evenly over its length, with the first and the last. */
export function thinnedOut<T>(all: readonly T[], most: number): T[] {
  return all.length <= most ? [...all] : Array.from({ length: most }, (_, index) => all[Math.round((index * (all.length - 1)) / (most - 1))] as T)
}

/** Which age a key leads to from the one that is watched; null where the key has no meaning. */
export function ageAfter(ages: readonly number[], watched: number, key: string): number | 'newest' | null {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return ages.findLast((age) => age < watched) ?? ages[0] ?? null
    case 'ArrowRight':
    case 'ArrowUp':
      return ages.find((age) => age > watched) ?? 'newest'
    case 'Home':
      return ages[0] ?? null
    case 'End':
      return 'newest'
    default:
      return null
  }
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

/** One unit is enough where it ticks beside something else. */
export function shortAge(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  return whole < 60 ? `${whole} s` : whole < 3600 ? `${Math.floor(whole / 60)} min` : `${Math.floor(whole / 3600)} h`
}

/** Coarse on purpose: the estimate is not exact to the second. */
export function timeLeftLabel(seconds: number): string {
  if (seconds < 60) {
    return 'less than a minute left'
  }
  return seconds < 3600 * 2 ? `${Math.round(seconds / 60)} min left` : `${Math.round(seconds / 3600)} h left`
}
