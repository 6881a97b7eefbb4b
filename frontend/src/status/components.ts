import type { ComponentState, ServerStatus } from '../wire/messages'

const names: Record<string, string> = {
  supervisor: 'Supervisor',
  trainer: 'Trainer',
  'checkpoint-publisher': 'Checkpoints',
  inference: 'Inference',
  viewers: 'Viewers',
  frontend: 'Page',
  recorder: 'Recorder',
  follower: 'Follower',
}

const duties: Record<string, string> = {
  supervisor: 'restarts what fails',
  trainer: 'learns at full speed',
  'checkpoint-publisher': 'keeps what was learned',
  inference: 'plays the life you watch',
  viewers: 'tells every open page',
  frontend: 'serves this page',
  recorder: 'writes the records',
  follower: 'reads what another process trains',
}

const order = Object.keys(names)

export function componentName(component: string): string {
  return names[component] ?? component
}

export function componentDuty(component: string): string {
  return duties[component] ?? ''
}

export function byRank(all: readonly ServerStatus[]): ServerStatus[] {
  const rank = (one: ServerStatus) => (order.includes(one.component) ? order.indexOf(one.component) : order.length)
  return [...all].sort((a, b) => rank(a) - rank(b) || a.component.localeCompare(b.component))
}

/** As a person would say it: the supervisor "fails" a component only when it stops trying. */
export function stateLabel(state: ComponentState): string {
  return { starting: 'starting', ready: 'running', restarting: 'restarting', failed: 'given up', stopped: 'stopped' }[state]
}

export function restartsLabel(restarts: number): string {
  return restarts === 0 ? '' : restarts === 1 ? 'restarted once' : `restarted ${restarts} times`
}
