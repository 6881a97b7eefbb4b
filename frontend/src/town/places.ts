import bed from '@phosphor-icons/core/duotone/bed-duotone.svg?raw'
import crown from '@phosphor-icons/core/duotone/crown-simple-duotone.svg?raw'
import shower from '@phosphor-icons/core/duotone/shower-duotone.svg?raw'
import cookingPot from '@phosphor-icons/core/duotone/cooking-pot-duotone.svg?raw'
import hamburger from '@phosphor-icons/core/duotone/hamburger-duotone.svg?raw'
import briefcase from '@phosphor-icons/core/duotone/briefcase-duotone.svg?raw'
import hammer from '@phosphor-icons/core/duotone/hammer-duotone.svg?raw'
import barbell from '@phosphor-icons/core/duotone/barbell-duotone.svg?raw'
import beer from '@phosphor-icons/core/duotone/beer-stein-duotone.svg?raw'
import tree from '@phosphor-icons/core/duotone/tree-duotone.svg?raw'
import bowling from '@phosphor-icons/core/duotone/bowling-ball-duotone.svg?raw'
import couch from '@phosphor-icons/core/duotone/couch-duotone.svg?raw'
import stethoscope from '@phosphor-icons/core/duotone/stethoscope-duotone.svg?raw'
import hospital from '@phosphor-icons/core/duotone/hospital-duotone.svg?raw'
import mapPin from '@phosphor-icons/core/duotone/map-pin-duotone.svg?raw'
import { dollars, dollarsPerMoney } from '../needs/money'
import type { Affordance, SeenPlace, Town } from '../wire/messages'

interface Look {
  icon: string
  name: string
  /** How a sentence speaks of it. */
  spoken: string
  hue: 'rest' | 'food' | 'work' | 'play' | 'care' | 'wash'
}

const looks: Record<string, Look> = {
  Bed: { icon: bed, name: 'Bed', spoken: 'the bed', hue: 'rest' },
  LuxuryBed: { icon: crown, name: 'Luxury bed', spoken: 'the luxury bed', hue: 'rest' },
  Shower: { icon: shower, name: 'Shower', spoken: 'the shower', hue: 'wash' },
  HomeMeal: { icon: cookingPot, name: 'Home meal', spoken: 'the home meal', hue: 'food' },
  FastFood: { icon: hamburger, name: 'Fast food', spoken: 'the fast food', hue: 'food' },
  Job: { icon: briefcase, name: 'Job', spoken: 'its job', hue: 'work' },
  Labor: { icon: hammer, name: 'Labor', spoken: 'the labor site', hue: 'work' },
  Gym: { icon: barbell, name: 'Gym', spoken: 'the gym', hue: 'play' },
  Bar: { icon: beer, name: 'Bar', spoken: 'the bar', hue: 'play' },
  Park: { icon: tree, name: 'Park', spoken: 'the park', hue: 'play' },
  Recreation: { icon: bowling, name: 'Recreation', spoken: 'the recreation hall', hue: 'play' },
  Therapist: { icon: couch, name: 'Therapist', spoken: 'the therapist', hue: 'care' },
  Doctor: { icon: stethoscope, name: 'Doctor', spoken: 'the doctor', hue: 'care' },
  Hospital: { icon: hospital, name: 'Hospital', spoken: 'the hospital', hue: 'care' },
}

/** A pack may bring places of its own; they get a pin and their own name, spaced where it is written together. */
export function placeLook(type: string): Look {
  const known = looks[type]
  if (known) {
    return known
  }
  const name = type.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/_/g, ' ')
  return { icon: mapPin, name, spoken: `the ${name.toLowerCase()}`, hue: 'care' }
}

export interface Place {
  type: string
  x: number
  y: number
  open: boolean
  /** Dollars for one complete use; null where the town did not say. */
  cost: number | null
  hours: { opens: number; closes: number } | null
  description: string
  /** Of one complete use. */
  effects: Record<string, number>
  /** Steps that one complete use takes. */
  steps: number
}

const noEffects: Record<string, number> = {}

/** What is fixed about a place comes once on connecting, where it is and whether it is open with each frame. */
export function placesOf(town: Town | null, seen: readonly SeenPlace[] | null): Place[] {
  const known = new Map<string, Affordance>(town?.affordances.map((affordance) => [affordance.type, affordance]))
  const shown: readonly SeenPlace[] = seen ?? town?.affordances.map((a) => ({ type: a.type, x: a.x, y: a.y, open: true })) ?? []
  return shown.map((place) => {
    const fixed = known.get(place.type)
    return {
      type: place.type,
      x: place.x,
      y: place.y,
      open: place.open,
      cost: fixed ? fixed.cost : null,
      hours: fixed && fixed.opens !== null && fixed.closes !== null ? { opens: fixed.opens, closes: fixed.closes } : null,
      description: fixed?.description ?? '',
      effects: fixed?.effects ?? noEffects,
      steps: fixed?.steps ?? 1,
    }
  })
}

/** The earlier list where the two say the same. */
export function unlessSame(before: readonly Place[] | undefined, after: readonly Place[]): readonly Place[] {
  const same =
    before !== undefined &&
    before.length === after.length &&
    after.every((place, index) => {
      const known = before[index]
      return known !== undefined && known.type === place.type && known.x === place.x && known.y === place.y && known.open === place.open && known.effects === place.effects
    })
  return same ? before : after
}

export function priceLabel(place: Pick<Place, 'cost' | 'effects'>): string {
  const earned = place.effects.money ?? 0
  if (earned > 0) {
    return `+${dollars(earned * dollarsPerMoney)}`
  }
  if (place.cost === null) {
    return ''
  }
  return place.cost === 0 ? 'free' : dollars(place.cost)
}

/** What one step of a use costs in dollars: a use of several steps is paid by instalments. */
export function instalment(place: Pick<Place, 'cost' | 'steps'>): number {
  return (place.cost ?? 0) / Math.max(1, place.steps)
}

/** A use that cannot be paid does nothing. */
export function canPay(place: Pick<Place, 'cost' | 'steps'>, money: number | undefined): boolean {
  return instalment(place) <= (money ?? 1) * dollarsPerMoney + tolerance
}

/** Money is a single-precision number, and a cost is rounded to cents. */
const tolerance = 0.005
