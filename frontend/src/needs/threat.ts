import type { Meter, StateUpdate } from '../wire/messages'
import { dangerThreshold, meterLook, percent } from './meters'

/** Fewer steps than this are worth a warning: a walk across the town and a few uses. */
const soon = 60

/** What a viewer should know first about the needs. */
export interface Headline {
  text: string
  /** The meter that the warning is about; null where there is nothing to warn of. */
  alarm: string | null
}

/** What ends this life first if the agent only rests, and when; where the town did not reckon it, which meter is low. */
export function headlineOf(frame: Pick<StateUpdate, 'meters' | 'threat' | 'alive'>, meters: readonly Pick<Meter, 'name' | 'tier'>[] | null): Headline {
  if (!frame.alive) {
    return { text: 'This life is over', alarm: null }
  }
  if (frame.threat) {
    const { meter, steps } = frame.threat
    return { text: `${meterLook(meter).name} lasts ${stepsLabel(steps)}`, alarm: steps < soon ? meter : null }
  }
  if (frame.threat === null) {
    return { text: 'Doing fine', alarm: null }
  }
  const low = lowest(frame.meters, pivotal(meters)) ?? lowest(frame.meters, Object.keys(frame.meters))
  if (low === null) {
    return { text: 'Doing fine', alarm: null }
  }
  return { text: `${meterLook(low).failing}: ${percent(frame.meters[low] ?? 0)}`, alarm: low }
}

/** What the agent lacks most: what warns, else its lowest need below the mark. */
export function mostPressing(frame: Pick<StateUpdate, 'meters' | 'threat' | 'alive'>, meters: readonly Pick<Meter, 'name' | 'tier'>[] | null): string | null {
  return headlineOf(frame, meters).alarm ?? lowest(frame.meters, Object.keys(frame.meters))
}

/** About as exact as a forecast is. */
export function stepsLabel(steps: number): string {
  const grain = steps > 100 ? 10 : steps > 20 ? 5 : 1
  const rounded = Math.round(steps / grain) * grain
  return `${grain > 1 ? 'about ' : ''}${rounded.toLocaleString('en')} ${rounded === 1 ? 'step' : 'steps'}`
}

function pivotal(meters: readonly Pick<Meter, 'name' | 'tier'>[] | null): string[] {
  const known = meters?.filter((meter) => meter.tier === 'pivotal').map((meter) => meter.name) ?? []
  return known.length > 0 ? known : ['energy', 'health']
}

/** The lowest below the mark. Money is a means, not a need. */
function lowest(values: Readonly<Record<string, number>>, names: readonly string[]): string | null {
  return names
    .filter((name) => name !== 'money' && (values[name] ?? 1) < dangerThreshold)
    .reduce<string | null>((low, name) => (low === null || (values[name] ?? 1) < (values[low] ?? 1) ? name : low), null)
}
