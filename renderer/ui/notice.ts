import { defineStore } from 'pinia'
import { ref } from 'vue'
import { useErrors } from '../app/errors'

export type NoticeTone = 'accent' | 'soon' | 'late'
export type Notice = { id: number; tone: NoticeTone; text: string; reportId: string | null }

const STAYS = 8_000

/**
 * What just happened, in a line above the page: it takes its own room and covers nothing.
 * Good news goes away by itself; trouble stays until somebody closes it.
 */
export const useNotice = defineStore('notice', () => {
  const errors = useErrors()
  const notices = ref<Notice[]>([])
  let last = 0

  function close(id: number): void {
    notices.value = notices.value.filter((notice) => notice.id !== id)
  }
  function add(notice: Omit<Notice, 'id'>): number {
    const id = ++last
    // Good news replaces good news: only the last thing done matters.
    const same = (other: Notice): boolean =>
      other.tone === notice.tone && (other.text === notice.text || notice.tone === 'accent')
    notices.value = [...notices.value.filter((other) => !same(other)), { ...notice, id }].slice(-3)
    return id
  }
  function say(text: string, tone: NoticeTone = 'accent'): void {
    const id = add({ tone, text, reportId: null })
    if (tone === 'accent') setTimeout(() => close(id), STAYS)
  }
  const error = (failure: unknown): number => add({ tone: 'late', ...errors.explain(failure) })
  const clear = (): void => {
    notices.value = []
  }

  return { notices, say, error, close, clear }
})
