import { fetchJson } from './http'
import { isObject, objects } from './json'
import type { StageChanged } from './messages'
import { readStageChanged } from './parse'

export function parseTransitions(value: unknown): StageChanged[] {
  return isObject(value) ? objects(value, 'transitions', readStageChanged) : []
}

export async function fetchTransitions(from: number, signal?: AbortSignal): Promise<StageChanged[]> {
  return parseTransitions(await fetchJson(`/api/transitions?from=${from}`, signal))
}
