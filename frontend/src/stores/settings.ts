import { useLocalStorage } from '@vueuse/core'
import { defineStore } from 'pinia'

/** What this viewer prefers, remembered by this browser. */
export const useSettings = defineStore('settings', () => ({
  /** Keyboard shortcuts are on. */
  shortcuts: useLocalStorage('townlet-shortcuts', true),
  /** The ground shows where this life has been. */
  heat: useLocalStorage('townlet-heat', false),
}))
