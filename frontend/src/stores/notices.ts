import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

export interface Notice {
  id: number
  kind: 'error' | 'news'
  text: string
}

const shownAtOnce = 3

export const useNotices = defineStore('notices', () => {
  const notices = shallowRef<readonly Notice[]>([])
  let nextId = 1

  function tell(kind: Notice['kind'], text: string): void {
    // Said already and still on screen: saying it twice helps nobody.
    if (notices.value.some((notice) => notice.text === text)) {
      return
    }
    // Newer news makes older news old; an error stays until it was read.
    const kept = kind === 'news' ? notices.value.filter((notice) => notice.kind !== 'news') : notices.value
    notices.value = [...kept, { id: nextId++, kind, text }].slice(-shownAtOnce)
  }

  function dismiss(id: number): void {
    notices.value = notices.value.filter((notice) => notice.id !== id)
  }

  return { notices, tell, dismiss }
})
