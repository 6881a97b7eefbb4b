import { accessToken } from './address'

/**
 * Asks the town to let a component fail, as only one started with --allow-faults does.
 * @throws Error where it refused or did not answer.
 */
export async function breakComponent(component: string): Promise<void> {
  const token = accessToken(window.location)
  const answer = await fetch(`/api/faults/${component}`, { method: 'POST', headers: token ? { Authorization: `Bearer ${token}` } : {} })
  if (!answer.ok) {
    throw new Error(answer.status === 401 ? 'Only whoever has the token that the console printed may break things.' : `The town did not break it (${answer.status}).`)
  }
}
