import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { extendTrail, type Cell } from '../town/geometry'
import { countVisit, type CellCounts } from '../town/heat'
import { placesOf, unlessSame, type Place } from '../town/places'
import { policyEpisode } from '../playback/policies'
import type { Conditions, Connected, EpisodeEnd, EpisodeStart, ModelLoaded, Playback, RewardRule, StateUpdate, Town, Yardstick } from '../wire/messages'

/** The life on show: its newest frame, what came before it, and the policy that plays it. */
export const useWatched = defineStore('watched', () => {
  const town = shallowRef<Town | null>(null)
  const pack = shallowRef('')
  /** null until the town has been heard once. */
  const run = shallowRef<string | null>(null)
  const version = shallowRef('')
  const yardstick = shallowRef<Yardstick | null>(null)
  const reward = shallowRef<RewardRule | null>(null)
  /** How lives are lived; null where the town offers no choice. */
  const conditions = shallowRef<Conditions | null>(null)

  const frame = shallowRef<StateUpdate | null>(null)
  const frameAt = shallowRef(0)
  const previous = shallowRef<StateUpdate | null>(null)
  const trail = shallowRef<readonly Cell[]>([])
  /** Where this life has been since this page has watched it. */
  const heat = shallowRef<CellCounts>(new Map())
  const start = shallowRef<EpisodeStart | null>(null)
  const end = shallowRef<EpisodeEnd | null>(null)

  const playing = shallowRef(true)
  const speed = shallowRef(1)

  const models = shallowRef<readonly string[]>([])
  const checkpoint = shallowRef<string | null>(null)
  const checkpointEpisode = shallowRef(0)
  const followsNewest = shallowRef(true)

  /** The same array while nothing about it changes, so that fourteen places are not redrawn with each step. */
  const places = computed<readonly Place[]>((before) => unlessSame(before, placesOf(town.value, frame.value?.grid.affordances ?? null)))
  const agent = computed(() => frame.value?.grid.agents[0] ?? null)
  const size = computed(() => ({
    width: frame.value?.grid.width ?? town.value?.grid_size ?? 8,
    height: frame.value?.grid.height ?? town.value?.grid_size ?? 8,
  }))
  /** Steps that an agent lives that only rests; 0 while it is not known. */
  const idleSurvival = computed(() => frame.value?.idle_survival || start.value?.idle_survival || 0)
  /** How hard the life on screen is; null before the first one. */
  const difficulty = computed(() => frame.value?.difficulty ?? (frame.value === null || start.value?.episode === frame.value.episode ? (start.value?.difficulty ?? null) : null))
  /** The policy that plays the frame on screen, which is still the old one while a new one waits for the next life. */
  const policy = computed(() => (frame.value ? frame.value.policy : checkpoint.value))
  const untrained = computed(() => policy.value === null)
  const policyFrom = computed(() => (policy.value === null ? null : (policyEpisode(policy.value) ?? frame.value?.checkpoint_episode ?? checkpointEpisode.value)))

  /** Age of the policy on screen in episodes; 0 for the untrained one, null before the first frame. */
  const watchedAge = computed(() => (frame.value && untrained.value ? 0 : policyFrom.value))
  /** Training episodes finished since the policy on screen was taken. */
  const behind = computed(() => frame.value?.policy_age_episodes ?? 0)

  function receiveConnected(message: Connected): void {
    if (run.value !== message.run) {
      frame.value = null
      previous.value = null
      forgetPath()
      end.value = null
    }
    town.value = message.town
    pack.value = message.pack
    run.value = message.run
    version.value = message.version
    yardstick.value = message.yardstick
    reward.value = message.reward
    conditions.value = message.conditions
    playing.value = message.playing
    speed.value = message.speed
    models.value = message.available_models
    checkpoint.value = message.checkpoint
    checkpointEpisode.value = message.checkpoint_episode
    followsNewest.value = message.auto_checkpoint_mode
  }

  function receiveStart(message: EpisodeStart): void {
    start.value = message
    end.value = null
    previous.value = null
    forgetPath()
    if (message.checkpoint !== null) {
      checkpoint.value = message.checkpoint
      checkpointEpisode.value = message.checkpoint_episode
    }
  }

  function receiveFrame(message: StateUpdate, now: number): void {
    const shown = frame.value
    // A frame of another life can come first when its episode_start was sent before this page joined.
    const sameLife = shown !== null && shown.episode === message.episode && message.step >= shown.step
    previous.value = sameLife ? shown : null
    if (!sameLife) {
      forgetPath()
      if (end.value?.episode !== message.episode) {
        end.value = null
      }
    }
    const at = message.grid.agents[0]
    if (at) {
      trail.value = extendTrail(trail.value, { x: at.x, y: at.y })
      heat.value = countVisit(heat.value, at)
    }
    frame.value = message
    frameAt.value = now
  }

  function forgetPath(): void {
    trail.value = []
    heat.value = new Map()
  }

  function receiveEnd(message: EpisodeEnd): void {
    end.value = message
  }

  function receivePlayback(message: Playback): void {
    playing.value = message.playing
    speed.value = message.speed
    conditions.value = message.conditions ?? conditions.value
  }

  function receiveModel(message: ModelLoaded): void {
    checkpoint.value = message.model
    checkpointEpisode.value = message.episode
    if (message.available_models) {
      models.value = message.available_models
    } else if (message.model !== null && !models.value.includes(message.model)) {
      models.value = [...models.value, message.model]
    }
  }

  return {
    town,
    pack,
    run,
    version,
    yardstick,
    reward,
    conditions,
    frame,
    frameAt,
    previous,
    trail,
    heat,
    start,
    end,
    playing,
    speed,
    models,
    checkpoint,
    checkpointEpisode,
    followsNewest,
    places,
    agent,
    size,
    idleSurvival,
    difficulty,
    policy,
    untrained,
    policyFrom,
    watchedAge,
    behind,
    receiveConnected,
    receiveStart,
    receiveFrame,
    receiveEnd,
    receivePlayback,
    receiveModel,
  }
})
