import { afterMove, distance, type Cell } from '../town/geometry'
import { canPay, instalment, placeLook, priceLabel, type Place } from '../town/places'
import { dollars } from '../needs/money'
import { inWords } from '../needs/meters'
import type { RewardRule, StateUpdate } from '../wire/messages'
import { actionLooks } from './actions'
import { bestOf, digitsFor, hasOpinion, preferences, tiedWithBest, valueLabel } from './preference'
import { expectation } from './worth'

/** `strong` parts are what a reader should catch at a glance. */
export interface Phrase {
  text: string
  strong?: boolean
}

export interface Narration {
  /** What it does. */
  deed: Phrase[]
  /** How it chose that. */
  choice: Phrase[]
  /** What it expects from it. */
  outlook: Phrase[]
}

/** What the values of the policy on screen stand for. */
export interface Judgement {
  rule: RewardRule | null
  /** Nothing but survival was rewarded when this policy learnt, so that its values count steps. */
  countsSteps: boolean
}

const plain = (text: string): Phrase => ({ text })
const strong = (text: string): Phrase => ({ text, strong: true })

/**
 * Says only what the frame supports: that a move brings it closer to a place is geometry, that it is
 * on the way there would be a guess at its mind.
 */
export function narrate(frame: StateUpdate, places: readonly Place[], judgement: Judgement): Narration {
  return { deed: deed(frame, places), choice: choice(frame), outlook: outlook(frame, judgement) }
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
    return use(frame, here)
  }
  const goes = [plain('Goes '), strong((actionLooks[action]?.name ?? 'on').toLowerCase())]
  const goal = closerTo(frame, places, agent, action)
  return goal ? [...goes, plain(', closer to '), strong(placeLook(goal.type).spoken)] : goes
}

function use(frame: StateUpdate, here: Place | undefined): Phrase[] {
  if (!here) {
    return [strong('Reaches out'), plain(' where there is nothing to use')]
  }
  const spoken = strong(placeLook(here.type).spoken)
  if (!canPay(here, frame.meters.money)) {
    return [plain(`Cannot pay ${dollars(instalment(here))} for `), spoken, plain(', so nothing happens')]
  }
  const earns = (here.effects.money ?? 0) > 0
  return [plain(earns ? 'Works at ' : 'Uses '), spoken, plain(payment(frame, here, earns))]
}

/** A use of several steps is paid step by step. */
function payment(frame: StateUpdate, here: Place, earns: boolean): string {
  const price = priceLabel(here)
  if (here.steps > 1) {
    const done = Math.round((frame.temporal?.interaction_progress ?? 0) * here.steps)
    const step = `step ${Math.min(here.steps, done + 1)} of ${here.steps}`
    if (earns) {
      return `, ${step} (${price.slice(1)} in all)`
    }
    return (here.cost ?? 0) > 0 ? `, ${step}: pays ${dollars(instalment(here))} of ${price}` : `, ${step}`
  }
  return price === 'free' || price === '' ? '' : earns ? ` for ${price.slice(1)}` : ` for ${price}`
}

/** Of the open places that a move brings nearer and that it can pay for, the one that would help it most for the way there. */
function closerTo(frame: StateUpdate, places: readonly Place[], from: Cell, action: number): Place | null {
  const to = afterMove(from, action, frame.grid)
  const nearer = places.filter((place) => place.open && distance(to, place) < distance(from, place) && canPay(place, frame.meters.money))
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
    return [strong('Random move'), plain(': it is exploring.')]
  }
  if (!hasOpinion(frame.q_values)) {
    return [plain('No policy has an opinion yet.')]
  }
  const all = preferences(frame.q_values, frame.action_masks)
  const best = bestOf(all)
  if (!best) {
    return []
  }
  const nameOf = (action: number) => actionLooks[action]?.name ?? 'another'
  const tied = tiedWithBest(all)
  const others = all.filter((one) => one.valid).length - 1
  const tie = tied.length === 0 ? '' : tied.length === others && others > 1 ? ' All others are nearly tied with it.' : ` Nearly tied with ${inWords(tied.map((one) => nameOf(one.action)))}.`
  return [plain('Best: '), strong(nameOf(best.action)), plain(`.${tie}`)]
}

function outlook(frame: StateUpdate, { rule, countsSteps }: Judgement): Phrase[] {
  if (!frame.alive || frame.next_action === null || !hasOpinion(frame.q_values)) {
    return []
  }
  if (frame.policy === null) {
    return [plain('Its values mean nothing yet: it is untrained.')]
  }
  const all = preferences(frame.q_values, frame.action_masks)
  const best = bestOf(all)
  return best ? [plain(expectation(best.value, valueLabel(best.value, digitsFor(all)), rule, countsSteps))] : []
}
