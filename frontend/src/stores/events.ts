import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { TownEvent } from '../status/events'

const remembered = 100

/** What happened since this page was opened, newest first. */
export const useEvents = defineStore('events', () => {
  const events = shallowRef<readonly (TownEvent & { id: number; at: number })[]>([])
  let nextId = 1

  function note(event: TownEvent): void {
    events.value = [{ ...event, id: nextId++, at: Date.now() }, ...events.value].slice(0, remembered)
  }

  function forget(): void {
    events.value = []
  }

  return { events, note, forget }
})
