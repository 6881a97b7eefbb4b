import { useThrottleFn } from '@vueuse/core'
import { shallowRef, watch, type ShallowRef } from 'vue'
import type { EpisodePoint } from '../learning/series'
import { useTraining } from '../stores/training'

/** A snapshot of the training episodes, twice a second: they may finish faster than anybody can look. */
export function usePoints(): Readonly<ShallowRef<readonly EpisodePoint[]>> {
  const training = useTraining()
  const points = shallowRef<readonly EpisodePoint[]>([])
  const refresh = useThrottleFn(() => (points.value = [...training.series.points]), 500, true)
  watch(() => training.series.points.length + training.series.lastEpisode, () => void refresh(), { immediate: true })
  watch(() => training.historyState, () => void refresh())
  return points
}
