import { defineStore } from 'pinia'
import { computed, markRaw, shallowRef, triggerRef } from 'vue'
import { fetchEpisodes, fetchTransitions, type EpisodePage } from '../wire/answers'
import type { EpisodeComplete, StageChanged, TrainingStatus, TrainingTurn } from '../wire/messages'
import { EpisodeSeries } from '../learning/series'
import { useComponents } from './components'

export type TrainingMood = 'unknown' | 'training' | 'paused' | 'finished' | 'broken' | 'idle'

const pageSize = 5_000
const rememberedTransitions = 500
/** Lives kept while the history loads. The history itself has any beyond that. */
const heldBack = 5_000

export const useTraining = defineStore('training', () => {
  const components = useComponents()
  const status = shallowRef<TrainingStatus | null>(null)
  const finished = shallowRef(false)
  const latest = shallowRef<EpisodeComplete | null>(null)
  const series = shallowRef(markRaw(new EpisodeSeries()))
  const transitions = shallowRef<readonly StageChanged[]>([])
  const historyState = shallowRef<'none' | 'loading' | 'loaded' | 'failed'>('none')

  let held: EpisodeComplete[] | null = null
  let loading: AbortController | null = null

  const mood = computed<TrainingMood>(() => {
    if (finished.value) {
      return 'finished'
    }
    if (components.states.get('trainer')?.state === 'failed') {
      return 'broken'
    }
    if (!status.value) {
      return latest.value ? 'training' : 'unknown'
    }
    if (status.value.paused) {
      return 'paused'
    }
    if (status.value.is_training) {
      return 'training'
    }
    const { current_episode, total_episodes } = status.value
    return total_episodes > 0 && current_episode >= total_episodes ? 'finished' : 'idle'
  })
  const currentEpisode = computed(() => Math.max(status.value?.current_episode ?? 0, latest.value?.episode ?? 0))
  const totalEpisodes = computed(() => status.value?.total_episodes ?? 0)
  const stage = computed(() => latest.value?.curriculum_stage ?? status.value?.curriculum_stage ?? null)
  const epsilon = computed(() => latest.value?.epsilon ?? status.value?.epsilon ?? null)
  const best = computed(() => series.value.longest)
  const loss = computed(() => latest.value?.loss ?? status.value?.loss ?? null)
  const replay = computed(() => latest.value?.buffer_size ?? status.value?.buffer_size ?? null)
  const novelty = computed(() => latest.value?.intrinsic_weight ?? status.value?.intrinsic_weight ?? null)

  /** Another run is another curve. */
  function forget(): void {
    loading?.abort()
    held = null
    series.value = markRaw(new EpisodeSeries())
    status.value = null
    latest.value = null
    finished.value = false
    transitions.value = []
    historyState.value = 'none'
  }

  /** Picks up the curve where this page last saw it, so that a reconnect neither doubles nor loses an episode. */
  async function loadHistory(fetchPage: (from: number, limit: number, signal: AbortSignal) => Promise<EpisodePage> = fetchEpisodes): Promise<void> {
    loading?.abort()
    const mine = new AbortController()
    loading = mine
    held ??= []
    historyState.value = 'loading'
    try {
      let longestPage = 0
      for (;;) {
        const from = series.value.lastEpisode + 1
        const page = await fetchPage(from, pageSize, mine.signal)
        if (mine.signal.aborted) {
          return
        }
        const fresh = page.episodes.filter((episode) => series.value.add(episode))
        triggerRef(series)
        // The town decides how much it gives at once. A page shorter than an earlier one is the last.
        if (fresh.length === 0 || page.episodes.length < longestPage) {
          break
        }
        longestPage = page.episodes.length
      }
      historyState.value = 'loaded'
    } catch {
      if (mine.signal.aborted) {
        return
      }
      historyState.value = 'failed'
    }
    const waiting = held ?? []
    held = null
    waiting.filter((episode) => episode.episode > series.value.lastEpisode).forEach((episode) => series.value.add(episode))
    triggerRef(series)
  }

  function receiveStatus(message: TrainingStatus): void {
    status.value = message
    if (message.is_training) {
      finished.value = false
    }
  }

  function receiveEpisode(message: EpisodeComplete): void {
    latest.value = message
    if (held) {
      if (held.length < heldBack) {
        held.push(message)
      }
      return
    }
    series.value.add(message)
    triggerRef(series)
  }

  /** The changes before this page was opened. A page that cannot load them shows later ones alone. */
  async function loadTransitions(fetchAll: (from: number) => Promise<StageChanged[]> = fetchTransitions): Promise<void> {
    const past = await fetchAll(1).catch(() => [])
    remember([...past, ...transitions.value])
  }

  /** @returns True where no agent had reached that stage before. */
  function receiveTransition(message: StageChanged): boolean {
    const isFirst = message.to > message.from && !transitions.value.some((one) => one.to === message.to)
    remember([...transitions.value, message])
    return isFirst
  }

  /** The same change may come from the history and live, and once more when a restarted trainer repeats it. */
  function remember(all: readonly StageChanged[]): void {
    const known = new Map(all.map((one) => [`${one.agent} ${one.episode}`, one]))
    transitions.value = [...known.values()].sort((a, b) => a.episode - b.episode).slice(-rememberedTransitions)
  }

  function receiveTurn(message: TrainingTurn): void {
    finished.value = message.type === 'training_complete'
    if (status.value) {
      status.value = {
        ...status.value,
        is_training: message.type !== 'training_complete',
        paused: message.type === 'paused',
        current_episode: Math.max(message.current_episode, status.value.current_episode),
        total_episodes: message.total_episodes || status.value.total_episodes,
        seconds_left: message.type === 'resumed' ? status.value.seconds_left : null,
      }
    }
  }

  return {
    status,
    latest,
    series,
    transitions,
    historyState,
    mood,
    currentEpisode,
    totalEpisodes,
    stage,
    epsilon,
    best,
    loss,
    replay,
    novelty,
    forget,
    loadHistory,
    loadTransitions,
    receiveStatus,
    receiveEpisode,
    receiveTransition,
    receiveTurn,
  }
})
