import { parseReadiness } from '../wire/answers'
import { componentName } from './components'

const goingAway = 1001

/** What the closing itself already says; null where the page has to ask the town. */
export function farewell(code: number): string | null {
  return code === goingAway ? 'This page reconnects by itself when the town is back.' : null
}

/** Finds out what stands between this page and the town, in words that a person can act on. */
export async function diagnose(pageServerIsDown: boolean, ask: typeof fetch = fetch): Promise<string> {
  try {
    const answer = await ask('/health/ready', { signal: AbortSignal.timeout(3_000) })
    if (answer.ok) {
      return 'The town answers, but the live connection broke off.'
    }
    if (answer.status === 503) {
      return waitingFor(await answer.json())
    }
    if (answer.status === 403) {
      return 'The town refuses this page. Open it under the address that the console printed.'
    }
  } catch {
    // A proxy that finds no town reads the same as no proxy at all.
  }
  return pageServerIsDown
    ? 'The page’s own server crashed and is restarting. Training continues, and nothing on this page is lost.'
    : 'The town does not answer. It is starting, restarting or not running.'
}

function waitingFor(answer: unknown): string {
  const waiting = parseReadiness(answer).filter((one) => one.state !== 'ready').map((one) => `${componentName(one.component).toLowerCase()} is ${one.state}`)
  return waiting.length > 0 ? `The town is there but not ready: ${waiting.join(', ')}.` : 'The town is there but not ready yet.'
}
