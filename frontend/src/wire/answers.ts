import * as v from 'valibot'
import { finishedEpisode, stageChanged, type StageChanged } from './messages'
import type { CellVisitSum, EpisodeList, PlaceVisitSum, Readiness, ServerStatusMessage, TransitionList, VisitSums } from './protocol'
import { finite, list, number, numberOrNull, reads, textOrNull } from './read'

const episodePage = reads<EpisodeList>()({ total: number(0), episodes: list(finishedEpisode) })
const transitions = reads<TransitionList>()({ transitions: list(stageChanged) })
const readiness = reads<Readiness>()({ components: list(reads<ServerStatusMessage>()({ component: v.string(), state: v.string() })) })
/** `from` is null where the place was the first of a life. */
const visit = reads<PlaceVisitSum>()({ from: textOrNull, to: v.string(), count: finite })
/** `novelty` is the mean that the learner felt there, or null where none is recorded. */
const visitedCell = reads<CellVisitSum>()({ x: finite, y: finite, count: finite, novelty: numberOrNull })
/** Where the learner went in the training episodes `from` to `to`. */
const visits = reads<VisitSums>()({ from: number(0), to: number(0), lives: number(0), visits: list(visit), cells: list(visitedCell) })

export type EpisodePage = v.InferOutput<typeof episodePage>
export type Visits = v.InferOutput<typeof visits>
export type VisitedCell = v.InferOutput<typeof visitedCell>

/** What is no object reads like an empty one. */
const read = <T extends v.GenericSchema>(schema: T, answer: unknown) => v.parse(schema, typeof answer === 'object' && answer !== null ? answer : {})

export const parseEpisodePage = (answer: unknown): EpisodePage => read(episodePage, answer)
export const parseTransitions = (answer: unknown): StageChanged[] => read(transitions, answer).transitions
export const parseVisits = (answer: unknown): Visits => read(visits, answer)
export const parseReadiness = (answer: unknown) => read(readiness, answer).components

/** @throws Error where the town does not answer, or not with success. */
async function fetchJson(address: string, signal?: AbortSignal): Promise<unknown> {
  const answer = await fetch(address, { signal: signal ?? null })
  if (!answer.ok) {
    throw new Error(`The town answered with status ${answer.status}.`)
  }
  return answer.json()
}

export async function fetchEpisodes(from: number, limit: number, signal?: AbortSignal): Promise<EpisodePage> {
  return parseEpisodePage(await fetchJson(`/api/episodes?from=${from}&limit=${limit}`, signal))
}

export async function fetchTransitions(from: number, signal?: AbortSignal): Promise<StageChanged[]> {
  return parseTransitions(await fetchJson(`/api/transitions?from=${from}`, signal))
}

/** @param range First and last episode; null for the newest lives. */
export async function fetchVisits(range: { from: number; to: number } | null, signal?: AbortSignal): Promise<Visits> {
  return parseVisits(await fetchJson(range ? `/api/visits?from=${range.from}&to=${range.to}` : '/api/visits', signal))
}
