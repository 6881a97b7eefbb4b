import { afterMove, distance, type Cell } from '../town/geometry'
import { placeLook, priceLabel, type Place } from '../town/places'
import { activeCascades, draggedDownBy } from '../needs/cascades'
import { meterLook, mostUrgent, percent, someInWords } from '../needs/meters'
import type { Cascade, EpisodeEnd, StateUpdate } from '../wire/messages'
import { actionLooks } from './actions'
import { digitsFor, hasOpinion, preferences, runnerUp, valueLabel } from './preference'

/** `strong` parts are what a reader should catch at a glance. */
export interface Phrase {
  text: string
  strong?: boolean
}

export interface Narration {
  /** What it does. */
  deed: Phrase[]
  /** How it came to that. */
  choice: Phrase[]
  /** What it lacks most, and what that costs it. */
  want: Phrase[]
}

const plain = (text: string): Phrase => ({ text })
const strong = (text: string): Phrase => ({ text, strong: true })

/**
 * Says only what the frame supports: that a move brings it closer to a place is geometry, that it is
 * on the way there would be a guess at its mind.
 */
export function narrate(frame: StateUpdate, places: readonly Place[], cascades: readonly Cascade[]): Narration {
  return { deed: deed(frame, places), choice: choice(frame), want: want(frame, cascades) }
}

function deed(frame: StateUpdate, places: readonly Place[]): Phrase[] {
  const agent = frame.grid.agents[0]
  const action = frame.next_action
  if (!frame.alive || !agent) {
    return [strong('Its life is over')]
  }
  if (action === null) {
    return [plain('It has not decided yet')]
  }
  const here = places.find((place) => place.x === agent.x && place.y === agent.y)
  if (action === 5) {
    return [strong('Waits'), plain(here ? ` at ${placeLook(here.type).spoken}` : ' where it stands')]
  }
  if (action === 4) {
    if (!here) {
      return [strong('Reaches out'), plain(' where there is nothing to use')]
    }
    const price = priceLabel(here)
    const earns = (here.effects.money ?? 0) > 0
    return [
      plain(earns ? 'Works at ' : 'Uses '),
      strong(placeLook(here.type).spoken),
      plain(price === 'free' || price === '' ? '' : earns ? ` for ${price.slice(1)}` : ` for ${price}`),
    ]
  }
  const goes = [plain('Goes '), strong((actionLooks[action]?.name ?? 'on').toLowerCase())]
  const goal = closerTo(frame, places, agent, action)
  return goal ? [...goes, plain(', closer to '), strong(placeLook(goal.type).spoken)] : goes
}

/** Of the open places that a move brings nearer and it can pay for, the one that would help it most for the way there. */
function closerTo(frame: StateUpdate, places: readonly Place[], from: Cell, action: number): Place | null {
  const to = afterMove(from, action, frame.grid)
  const nearer = places.filter((place) => place.open && distance(to, place) < distance(from, place) && (place.cost ?? 0) <= (frame.meters.money ?? 1) * 100)
  const worth = (place: Place) => help(place, frame.meters) / (1 + distance(to, place))
  const best = nearer.reduce<Place | null>((good, place) => (!good || worth(place) > worth(good) ? place : good), null)
  return best && worth(best) > 0 ? best : null
}

/** What a place restores counts the more, the more of it is missing. */
function help(place: Place, meters: Readonly<Record<string, number>>): number {
  return Object.entries(place.effects).reduce((sum, [name, amount]) => sum + Math.max(0, Math.min(amount, 1 - (meters[name] ?? 1))) * (1 - (meters[name] ?? 1)), 0)
}

function choice(frame: StateUpdate): Phrase[] {
  if (!frame.alive || frame.next_action === null) {
    return []
  }
  if (frame.by_chance) {
    return [plain('Picked '), strong('by chance'), plain(': to find out what else there is.')]
  }
  if (!hasOpinion(frame.q_values)) {
    return [plain('No policy has an opinion yet.')]
  }
  const all = preferences(frame.q_values, frame.action_masks)
  const chosen = all[frame.next_action]
  const next = runnerUp(all, frame.next_action)
  if (!chosen || !next) {
    return []
  }
  const digits = digitsFor(all)
  return [plain('Expects '), strong(valueLabel(chosen.value, digits)), plain(`, from the next best ${valueLabel(next.value, digits)}.`)]
}

function want(frame: StateUpdate, cascades: readonly Cascade[]): Phrase[] {
  const need = frame.alive ? mostUrgent(frame.meters) : null
  if (need === null) {
    return []
  }
  const harmed = draggedDownBy(activeCascades(cascades, frame.meters), need).map((name) => meterLook(name).name.toLowerCase())
  return [plain(`${meterLook(need).name} at `), strong(String(percent(frame.meters[need] ?? 0))), plain(harmed.length > 0 ? ` costs it ${someInWords(harmed)}.` : ' is below the mark.')]
}

export function epitaph(end: Pick<EpisodeEnd, 'reason' | 'cause'>): string {
  if (end.reason === 'max_steps') {
    return 'it reached the longest life this town allows'
  }
  return end.cause ? meterLook(end.cause).ended : 'it could not go on'
}

/** How it feels, in the one word that a thought bubble has room for. */
export function feeling(meters: Readonly<Record<string, number>>): string | null {
  const need = mostUrgent(meters)
  return need ? meterLook(need).lacking : null
}
