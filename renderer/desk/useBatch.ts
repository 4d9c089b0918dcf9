import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import type { Decided, Prepared } from '../../contract/visas'
import { MOST_DECIDED } from '../../contract/visas'
import { api } from '../bridge/client'
import type { Waiting } from './useWaiting'

/** Many visas and signatures at once: chosen here, looked at as they would be, decided with an outcome for each. */
export function useBatch(items: Ref<readonly Waiting[]>) {
  const chosen = ref(new Set<string>())
  const mayChoose = ({ waits }: Pick<Waiting, 'waits'>): boolean => waits === 'toVisa' || waits === 'toSign'
  // What was decided, here or elsewhere, is not chosen any more.
  watch(items, (now) => {
    const there = new Set(now.filter(mayChoose).map(({ id }) => id))
    chosen.value = new Set([...chosen.value].filter((id) => there.has(id)))
  })
  const count = computed(() => chosen.value.size)
  function toggle(row: Waiting | undefined): void {
    if (!row || !mayChoose(row)) return
    const next = new Set(chosen.value)
    if (!next.delete(row.id) && next.size < MOST_DECIDED) next.add(row.id)
    chosen.value = next
  }
  const clear = (): void => void (chosen.value = new Set())
  function all(): void {
    const rows = items.value.filter(mayChoose).slice(0, MOST_DECIDED)
    chosen.value = new Set(rows.map(({ id }) => id))
  }

  /** What each would be: null until it is asked. */
  const prepared = shallowRef<Prepared[] | null>(null)
  const outcomes = shallowRef<Decided[] | null>(null)
  const busy = ref(false)
  const error = shallowRef<unknown>(null)
  async function during(work: () => Promise<void>): Promise<void> {
    busy.value = true
    error.value = null
    try {
      await work()
    } catch (failure) {
      error.value = failure
    } finally {
      busy.value = false
    }
  }
  const prepare = (): Promise<void> =>
    during(async () => {
      outcomes.value = null
      // In the order of the list, as somebody looked through it.
      const ids = items.value.filter(({ id }) => chosen.value.has(id)).map(({ id }) => id)
      prepared.value = ids.length > 0 ? await api.visas.prepare({ ids }) : null
    })
  const decide = (): Promise<void> =>
    during(async () => {
      const asked = prepared.value ?? []
      const ready = asked.flatMap(({ id, what, hash }) => (what && hash ? [{ id, what, hash }] : []))
      const done = ready.length > 0 ? await api.visas.decide({ items: ready }) : []
      const byId = new Map(done.map((one) => [one.id, one]))
      // What could not be decided has its line too: none is left silently.
      // What goes on to its signature is chosen anew.
      clear()
      outcomes.value = asked.map(({ id, subject, refused }) => byId.get(id) ?? { id, subject, failed: refused })
    })
  function close(): void {
    prepared.value = null
    outcomes.value = null
    error.value = null
  }
  return { chosen, count, mayChoose, toggle, clear, all, prepared, outcomes, busy, error, prepare, decide, close }
}
