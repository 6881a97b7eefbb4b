import type { ComponentState, ServerStatus } from '../wire/messages'

const names: Record<string, string> = {
  trainer: 'Trainer',
  'checkpoint-publisher': 'Files',
  recorder: 'Recorder',
  follower: 'Follower',
  inference: 'Inference',
  viewers: 'Viewers',
  frontend: 'Page',
}

const duties: Record<string, string> = {
  trainer: 'Lives thousands of lives at full speed and learns from them.',
  'checkpoint-publisher': 'Writes what was learned to disk, so that nothing is lost when something fails.',
  recorder: 'Writes every episode into the database and the TensorBoard logs.',
  follower: 'Reads what another process trains.',
  inference: 'Plays the life you watch with a policy that was learned.',
  viewers: 'Tells every open page what happens.',
  frontend: 'Serves this page to your browser.',
}

/** What breaking it shows to whoever watches. */
const lessons: Record<string, string> = {
  trainer: 'It goes on from its newest checkpoint; the life you watch does not notice.',
  'checkpoint-publisher': 'A checkpoint may come later; training goes on.',
  recorder: 'What it had not written yet is written when it is back.',
  follower: 'Nothing new arrives until it is back.',
  inference: 'The town stands still for half a second and goes on; training does not notice.',
  viewers: 'This page loses its connection and finds it again by itself.',
  frontend: 'The page’s own server starts anew; what you see now stays.',
}

const order = Object.keys(names)

export function componentName(component: string): string {
  return names[component] ?? component
}

export function componentDuty(component: string): string {
  return duties[component] ?? ''
}

export function breakingLesson(component: string): string {
  return lessons[component] ?? ''
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

export function componentNews(status: ServerStatus): string {
  const name = componentName(status.component)
  switch (status.state) {
    case 'restarting':
      return `${name} failed (${trimmed(status.detail)}) and is started again`
    case 'ready':
      return status.restarts > 0 ? `${name} is back` : `${name} is running`
    case 'failed':
      return `${name} was given up${status.detail ? `: ${trimmed(status.detail)}` : ''}`
    default:
      return `${name} is ${stateLabel(status.state)}`
  }
}

function trimmed(detail: string): string {
  return detail.replace(/\.$/, '')
}
