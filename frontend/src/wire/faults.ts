import { accessToken } from './address'

/** The page's own server: what it was asked to break also carries the answer. */
export const pageServer = 'frontend'

/**
 * Asks the town to let a component fail. Only a town that was started with --allow-faults does it.
 * @throws Error where it refused or did not answer.
 */
export async function breakComponent(component: string, ask: typeof fetch = fetch): Promise<void> {
  const token = accessToken(window.location)
  let answer: Response
  try {
    answer = await ask(`/api/faults/${component}`, { method: 'POST', headers: token ? { Authorization: `Bearer ${token}` } : {} })
  } catch {
    // The page's server went down before it passed the answer on: that is what was asked for.
    if (component === pageServer) {
      return
    }
    throw new Error('The town did not answer. Try again when it is back.')
  }
  if (!answer.ok) {
    throw new Error(answer.status === 401 ? 'To break a part you need the token that the console printed at the start.' : `The town refused to break it (status ${answer.status}).`)
  }
}
