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
import { dollars, dollarsPerMoney } from './money'

export const dangerThreshold = 0.3

interface MeterLook {
  icon: string
  name: string
  /** How a headline says that it is low. */
  failing: string
  /** How life ended because of it, as a legend says it; a sentence puts "It" before. */
  ended: string
}

const looks: Record<string, MeterLook> = {
  energy: { icon: lightning, name: 'Energy', failing: 'Energy is failing', ended: 'ran out of energy' },
  health: { icon: heartbeat, name: 'Health', failing: 'Health is failing', ended: 'health failed' },
  satiation: { icon: forkKnife, name: 'Satiation', failing: 'It is hungry', ended: 'starved' },
  fitness: { icon: runner, name: 'Fitness', failing: 'It is out of shape', ended: 'ran out of fitness' },
  mood: { icon: smiley, name: 'Mood', failing: 'It is unhappy', ended: 'lost all its good mood' },
  hygiene: { icon: drop, name: 'Hygiene', failing: 'It is dirty', ended: 'ran out of hygiene' },
  social: { icon: users, name: 'Social', failing: 'It is lonely', ended: 'was alone too long' },
  money: { icon: coins, name: 'Money', failing: 'It is broke', ended: 'ran out of money' },
}

export function meterLook(name: string): MeterLook {
  const spaced = name.replace(/_/g, ' ')
  return (
    looks[name] ?? {
      icon: gauge,
      name: spaced.charAt(0).toUpperCase() + spaced.slice(1),
      failing: `${spaced.charAt(0).toUpperCase()}${spaced.slice(1)} is low`,
      ended: `ran out of ${spaced}`,
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
  { tier: 'pivotal', title: 'Survival', meaning: 'Life ends at 0' },
  { tier: 'primary', title: 'Daily needs', meaning: 'Below the mark, survival suffers' },
  { tier: 'secondary', title: 'Quality of life', meaning: 'Below the mark, daily needs suffer' },
  { tier: 'resource', title: 'Means', meaning: 'Pays for the rest' },
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
  const all = inUsualOrder(meters && meters.length > 0 ? meters : usualMeters)
  const known = tiers.map((tier) => ({ ...tier, meters: all.filter((meter) => meter.tier === tier.tier).map((meter) => meter.name) }))
  const others = all.filter((meter) => !tiers.some((tier) => tier.tier === meter.tier)).map((meter) => meter.name)
  return [...known, { tier: 'other', title: 'Others', meaning: '', meters: others }].filter((tier) => tier.meters.length > 0)
}

/** The rows keep their places when the town answers, whatever the order of its meters. */
function inUsualOrder<T extends Pick<Meter, 'name'>>(meters: readonly T[]): T[] {
  const rank = (meter: T) => {
    const found = usualMeters.findIndex((usual) => usual.name === meter.name)
    return found < 0 ? usualMeters.length : found
  }
  return [...meters].sort((a, b) => rank(a) - rank(b))
}

export function percent(value: number): number {
  return Math.round(Math.min(1, Math.max(0, value)) * 100)
}

export function meterLabel(name: string, value: number): string {
  return name === 'money' ? dollars(Math.max(0, value) * dollarsPerMoney) : String(percent(value))
}

export function inWords(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`
}

/** For a line that must not wrap. */
export function someInWords(names: readonly string[]): string {
  return names.length <= 2 ? inWords(names) : `${names.slice(0, 2).join(', ')} +${names.length - 2}`
}
