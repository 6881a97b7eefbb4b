import { isObject, objects, needText } from '../wire/json'
import { componentName } from './components'

const goingAway = 1001

/** What the closing itself already tells; null where the town has to be asked. */
export function farewell(code: number): string | null {
  return code === goingAway ? 'The town has been shut down. This page comes back by itself when it is started again.' : null
}

/** Finds out in words a person can act on what stands between this page and the town. */
export async function diagnose(code: number, ask: typeof fetch = fetch): Promise<string> {
  const goodbye = farewell(code)
  if (goodbye) {
    return goodbye
  }
  try {
    const answer = await ask('/health/ready', { signal: AbortSignal.timeout(3_000) })
    if (answer.ok) {
      return 'The town answers, but the live connection broke off.'
    }
    if (answer.status === 503) {
      return waitingFor(await answer.json())
    }
    if (answer.status === 403) {
      return 'The town refuses this page: open it under the address that the console printed.'
    }
  } catch {
    // Nobody there at all reads the same as a proxy that finds nobody.
  }
  return 'The town does not answer. It is starting, restarting or not running.'
}

function waitingFor(answer: unknown): string {
  const states = isObject(answer) ? objects(answer, 'components', (one) => ({ component: needText(one, 'component'), state: needText(one, 'state') })) : []
  const waiting = states.filter((one) => one.state !== 'ready').map((one) => `${componentName(one.component).toLowerCase()} ${one.state}`)
  return waiting.length > 0 ? `The town is there but not ready: ${waiting.join(', ')}.` : 'The town is there but not ready yet.'
}
