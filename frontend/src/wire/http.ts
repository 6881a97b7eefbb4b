/** @throws Error where the town does not answer, or not with success. */
export async function fetchJson(address: string, signal?: AbortSignal): Promise<unknown> {
  const answer = await fetch(address, { signal: signal ?? null })
  if (!answer.ok) {
    throw new Error(`The town answered with status ${answer.status}.`)
  }
  return answer.json()
}
