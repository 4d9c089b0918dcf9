import { defineStore } from 'pinia'
import { ref } from 'vue'
import { useErrors } from '../app/errors'

export type NoticeTone = 'accent' | 'soon' | 'late'
/** `act` puts back what was taken away; `forget` runs when nobody asked for it in time. */
export type Undo = { act: () => unknown; forget?: () => unknown }
export type Notice = { id: number; tone: NoticeTone; text: string; reportId: string | null; undo?: Undo }

const STAYS = 8_000
/** Long enough to see what is gone, look up from the paper and want it back. */
const UNDO_STAYS = 30_000

/**
 * What just happened, in a line above the page: it takes its own room and covers nothing.
 * Good news goes away by itself; trouble stays until somebody closes it.
 */
export const useNotice = defineStore('notice', () => {
  const errors = useErrors()
  const notices = ref<Notice[]>([])
  let last = 0

  /** Whatever makes a notice go, what could be undone until then is done with. */
  function keep(kept: Notice[]): void {
    const gone = notices.value.filter((notice) => !kept.some((other) => other.id === notice.id))
    notices.value = kept
    for (const { undo } of gone) undo?.forget?.()
  }
  const close = (id: number): void => keep(notices.value.filter((notice) => notice.id !== id))
  function add(notice: Omit<Notice, 'id'>): number {
    const id = ++last
    // Good news replaces good news: only the last thing done matters. Each thing taken away can be put back.
    const same = (other: Notice): boolean =>
      !other.undo && other.tone === notice.tone && (other.text === notice.text || notice.tone === 'accent')
    keep([...notices.value.filter((other) => !same(other)), { ...notice, id }].slice(-3))
    return id
  }
  function say(text: string, tone: NoticeTone = 'accent'): void {
    const id = add({ tone, text, reportId: null })
    if (tone === 'accent') setTimeout(() => close(id), STAYS)
  }
  /** Something was taken away: said in a sentence, with the way back. */
  function removed(text: string, undo: Undo): number {
    const id = add({ tone: 'accent', text, reportId: null, undo })
    setTimeout(() => close(id), UNDO_STAYS)
    return id
  }
  function undo(id: number): void {
    const notice = notices.value.find((one) => one.id === id)
    notices.value = notices.value.filter((one) => one !== notice)
    notice?.undo?.act()
  }
  const error = (failure: unknown): number => add({ tone: 'late', ...errors.explain(failure) })
  const clear = (): void => keep([])

  return { notices, say, removed, undo, error, close, clear }
})
