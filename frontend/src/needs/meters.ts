import lightning from '@phosphor-icons/core/duotone/lightning-duotone.svg?raw'
import heartbeat from '@phosphor-icons/core/duotone/heartbeat-duotone.svg?raw'
import forkKnife from '@phosphor-icons/core/duotone/fork-knife-duotone.svg?raw'
import runner from '@phosphor-icons/core/duotone/person-simple-run-duotone.svg?raw'
import smiley from '@phosphor-icons/core/duotone/smiley-duotone.svg?raw'
import drop from '@phosphor-icons/core/duotone/drop-duotone.svg?raw'
import users from '@phosphor-icons/core/duotone/users-duotone.svg?raw'
import coins from '@phosphor-icons/core/duotone/coins-duotone.svg?raw'
import gauge from '@phosphor-icons/core/duotone/gauge-duotone.svg?raw'
import type { Meter } from '../wire/messages'

export const dangerThreshold = 0.3

interface MeterLook {
  icon: string
  name: string
  /** How a sentence says that it is short of this. */
  lacking: string
  /** How a sentence says that life ended because of it. */
  ended: string
}

const looks: Record<string, MeterLook> = {
  energy: { icon: lightning, name: 'Energy', lacking: 'exhausted', ended: 'it ran out of energy' },
  health: { icon: heartbeat, name: 'Health', lacking: 'ill', ended: 'its health gave out' },
  satiation: { icon: forkKnife, name: 'Satiation', lacking: 'hungry', ended: 'it starved' },
  fitness: { icon: runner, name: 'Fitness', lacking: 'out of shape', ended: 'its fitness gave out' },
  mood: { icon: smiley, name: 'Mood', lacking: 'unhappy', ended: 'its mood gave out' },
  hygiene: { icon: drop, name: 'Hygiene', lacking: 'dirty', ended: 'its hygiene gave out' },
  social: { icon: users, name: 'Social', lacking: 'lonely', ended: 'it was alone too long' },
  money: { icon: coins, name: 'Money', lacking: 'broke', ended: 'it ran out of money' },
}

export function meterLook(name: string): MeterLook {
  const spaced = name.replace(/_/g, ' ')
  return (
    looks[name] ?? {
      icon: gauge,
      name: spaced.charAt(0).toUpperCase() + spaced.slice(1),
      lacking: `low on ${spaced}`,
      ended: `${spaced} ran out`,
    }
  )
}

export interface Tier {
  tier: string
  title: string
  /** What the tier means for the agent. */
  meaning: string
  meters: string[]
}

const tiers: readonly Omit<Tier, 'meters'>[] = [
  { tier: 'pivotal', title: 'Survival', meaning: 'life ends at 0' },
  { tier: 'primary', title: 'Daily needs', meaning: 'below the mark they harm survival' },
  { tier: 'secondary', title: 'Quality of life', meaning: 'below the mark it harms the needs' },
  { tier: 'resource', title: 'Means', meaning: 'pays for the rest' },
]

const usualMeters: readonly Pick<Meter, 'name' | 'tier'>[] = [
  { name: 'energy', tier: 'pivotal' },
  { name: 'health', tier: 'pivotal' },
  { name: 'satiation', tier: 'primary' },
  { name: 'fitness', tier: 'primary' },
  { name: 'mood', tier: 'primary' },
  { name: 'hygiene', tier: 'secondary' },
  { name: 'social', tier: 'secondary' },
  { name: 'money', tier: 'resource' },
]

export function groupByTier(meters: readonly Pick<Meter, 'name' | 'tier'>[] | null): Tier[] {
  const all = meters && meters.length > 0 ? meters : usualMeters
  const known = tiers.map((tier) => ({ ...tier, meters: all.filter((meter) => meter.tier === tier.tier).map((meter) => meter.name) }))
  const others = all.filter((meter) => !tiers.some((tier) => tier.tier === meter.tier)).map((meter) => meter.name)
  return [...known, { tier: 'other', title: 'Others', meaning: '', meters: others }].filter((tier) => tier.meters.length > 0)
}

export function percent(value: number): number {
  return Math.round(Math.min(1, Math.max(0, value)) * 100)
}

export function meterLabel(name: string, value: number): string {
  return name === 'money' ? `$${percent(value)}` : String(percent(value))
}

/** The need that is furthest below the danger threshold, or null while all is well. Money is a means, not a need. */
export function mostUrgent(meters: Readonly<Record<string, number>>): string | null {
  let urgent: string | null = null
  let lowest = dangerThreshold
  for (const [name, value] of Object.entries(meters)) {
    if (name !== 'money' && value < lowest) {
      urgent = name
      lowest = value
    }
  }
  return urgent
}

export function inWords(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`
}

/** For a line that must not wrap. */
export function someInWords(names: readonly string[]): string {
  return names.length <= 2 ? inWords(names) : `${names.slice(0, 2).join(', ')} +${names.length - 2}`
}
