import type { ComponentState, ServerStatus } from '../wire/messages'

const names: Record<string, string> = {
  trainer: 'Trainer',
  'checkpoint-publisher': 'Files',
  follower: 'Follower',
  inference: 'Inference',
  viewers: 'Viewers',
  frontend: 'Page',
}

const duties: Record<string, string> = {
  trainer: 'Lives thousands of lives at full speed and learns from them.',
  'checkpoint-publisher': 'Writes every episode and what was learnt to disk, so that nothing is lost when a part crashes.',
  follower: 'Reads what another program trains.',
  inference: 'Plays the life you watch, with a policy that was learnt.',
  viewers: 'Sends what happens to every open page.',
  frontend: 'Serves this page to your browser.',
}

/** What a viewer sees after breaking it. */
const lessons: Record<string, string> = {
  trainer: 'It resumes from its newest checkpoint. The life you watch is not affected.',
  'checkpoint-publisher': 'Training continues. It writes what it missed as soon as it is back.',
  follower: 'Nothing new arrives until it is back.',
  inference: 'The town stands still for half a second, then a new life begins. Training is not affected.',
  viewers: 'This page loses its connection and reconnects by itself.',
  frontend: 'The page’s own server restarts. This page reconnects and keeps what it shows.',
}

const order = Object.keys(names)

/** What a town that trains consists of: shown until the town says what it has. */
export const usualComponents: readonly string[] = order.filter((name) => name !== 'follower')

export function componentName(component: string): string {
  return names[component] ?? component
}

/** What a failed component means. The follower fails too while its run is out of reach, and comes back by itself. */
export function failureTitle(component: string): string {
  return component === 'follower' ? 'The run cannot be followed' : `${componentName(component)} was given up`
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

/** The supervisor calls a component "failed" when it stops trying; a follower also while its run is out of reach. */
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
      return `${name} crashed${status.detail ? ` (${trimmed(status.detail)})` : ''} and is restarting`
    case 'ready':
      return status.restarts > 0 ? `${name} is back` : `${name} is running`
    case 'failed':
      return `${failureTitle(status.component)}${status.detail ? `: ${trimmed(status.detail)}` : ''}`
    default:
      return `${name} is ${stateLabel(status.state)}`
  }
}

/** What happened to a component while this page could not hear of it; null where nothing did. */
export function missedNews(before: ServerStatus, after: ServerStatus): string | null {
  if (after.restarts > before.restarts && after.state === 'ready') {
    return `${componentName(after.component)} was restarted while this page was disconnected`
  }
  // This page may be back before the part is: then it hears of the rest like everybody else.
  return after.restarts > before.restarts || after.state !== before.state ? componentNews(after) : null
}

function trimmed(detail: string): string {
  return detail.replace(/\.$/, '')
}
