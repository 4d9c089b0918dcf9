import { computed, onBeforeUnmount, ref, shallowRef, watch } from 'vue'
import type { Run, RunLetter, RunOutcome } from '../../contract/runs'
import type { LetterState } from '../../contract/letters'
import { api } from '../bridge/client'
import { usePages } from '../app/usePages'
import { useOpening } from '../registers/useOpening'
import { useNotice } from '../ui/notice'

type How = Omit<Parameters<typeof api.runs.issue>[0], 'id'>

/** A run that was made: where its letters stand, and what may be done with all of them at once. */
export function useRun(id: () => string) {
  const notice = useNotice()
  const run = shallowRef<Run | null>(null)
  const state = ref<LetterState | 'all'>('all')
  const missing = shallowRef<unknown>(null)
  const outcome = shallowRef<RunOutcome | null>(null)
  const { rows, load, begin, more } = usePages<RunLetter>((last) =>
    api.runs.letters({
      id: id(),
      ...(last && { after: last.place }),
      ...(state.value !== 'all' && { state: state.value }),
    }),
  )
  async function read(again: () => Promise<unknown>): Promise<void> {
    try {
      run.value = await api.runs.get({ id: id() })
      await again()
    } catch (error) {
      missing.value = error
    }
  }
  watch([id, state], () => void read(begin), { immediate: true })
  // A thousand letters change one after the other: what is shown is read again once they pause.
  let due: ReturnType<typeof setTimeout> | undefined
  const soon = (): void => {
    due ??= setTimeout(() => {
      due = undefined
      void read(load)
    }, 400)
  }
  const off = [api.runs.on('changed', soon), api.letters.on('changed', soon)]
  onBeforeUnmount(() => {
    clearTimeout(due)
    for (const stop of off) stop()
  })

  let how: How | null = null
  const issuing = useOpening(async (confirm) => {
    if (!how) return
    outcome.value = await api.runs.issue({ id: id(), ...how, ...confirm })
    how = null
    asking.value = null
  })
  const asking = ref<'sign' | 'return' | 'issue' | null>(null)
  const issue = (next: How): Promise<void> => {
    how = next
    return issuing.go()
  }
  const working = ref(false)
  /** What is done with all of them: how it ended for each is shown, when it did not end well for all. */
  async function all(work: () => Promise<RunOutcome>): Promise<void> {
    working.value = true
    try {
      outcome.value = await work()
      asking.value = null
    } catch (error) {
      notice.error(error)
    } finally {
      working.value = false
    }
  }
  const busy = computed(() => working.value || issuing.busy.value)
  return { run, rows, more, state, missing, outcome, asking, issue, issuing, all, busy }
}
