import { isObject, needNumber, number, numberOrNull, objects, textOrNull } from './json'
import { fetchJson } from './http'

/** A finished training episode as the history and the live message both tell it. */
export interface FinishedEpisode {
  episode: number
  length: number
  epsilon: number
  curriculum_stage: number
  intrinsic_weight: number
  loss: number | null
  cause: string | null
}

export interface EpisodePage {
  total: number
  episodes: FinishedEpisode[]
}

export function parseEpisodePage(value: unknown): EpisodePage {
  if (!isObject(value)) {
    return { total: 0, episodes: [] }
  }
  return {
    total: number(value, 'total', 0),
    episodes: objects(value, 'episodes', (episode) => ({
      episode: needNumber(episode, 'episode'),
      length: needNumber(episode, 'length'),
      epsilon: number(episode, 'epsilon', 0),
      curriculum_stage: number(episode, 'curriculum_stage', 1),
      intrinsic_weight: number(episode, 'intrinsic_weight', 0),
      loss: numberOrNull(episode, 'loss'),
      cause: textOrNull(episode, 'cause'),
    })),
  }
}

export async function fetchEpisodes(from: number, limit: number, signal?: AbortSignal): Promise<EpisodePage> {
  return parseEpisodePage(await fetchJson(`/api/episodes?from=${from}&limit=${limit}`, signal))
}
