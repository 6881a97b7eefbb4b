import { needNumber, number, objects, isObject, textOrNull } from './json'

/** A finished training episode as the history and the live message both tell it. */
export interface FinishedEpisode {
  episode: number
  length: number
  epsilon: number
  curriculum_stage: number
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
      cause: textOrNull(episode, 'cause'),
    })),
  }
}

export async function fetchEpisodes(from: number, limit: number, signal?: AbortSignal): Promise<EpisodePage> {
  const answer = await fetch(`/api/episodes?from=${from}&limit=${limit}`, { signal: signal ?? null })
  if (!answer.ok) {
    throw new Error(`the town answered ${answer.status}`)
  }
  return parseEpisodePage(await answer.json())
}
