import { computed, shallowRef, watch, type Ref } from 'vue'
import { MOST_CHOSEN, type Which } from '../../contract/lists'
import { isVoid, type RegisterFilter, type RegisterLine } from '../../contract/register'
import { api } from '../bridge/client'

export type How = 'toggle' | 'range' | 'all' | 'none'
const PAGE = 200

/** What can be opened can be chosen: what is hidden or void has only its place. */
const choosable = (line: RegisterLine): boolean => !isVoid(line) && !line.hidden

/**
 * Which lines of a list somebody chose: one by one, a stretch, or all that the filter shows, which stays all when lines come. Another filter
 * is another list: nothing is chosen in it.
 */
export function useChosen(
  filter: Ref<RegisterFilter | null>,
  list: { rowAt: (offset: number) => RegisterLine | undefined; total: () => number },
  failed: (error: unknown) => void,
  tooMany: () => void,
) {
  const ids = shallowRef<ReadonlySet<string>>(new Set())
  const all = shallowRef(false)
  let anchor: number | null = null
  const clear = (): void => {
    ids.value = new Set()
    all.value = false
    anchor = null
  }
  watch(() => JSON.stringify(filter.value), clear)

  function put(next: Set<string>): void {
    if (next.size > MOST_CHOSEN) return tooMany()
    ids.value = next
    all.value = false
  }
  function toggle(offset: number): void {
    const line = list.rowAt(offset)
    anchor = offset
    if (!line || !choosable(line)) return
    const next = new Set(all.value ? [] : ids.value)
    if (!next.delete(line.id)) next.add(line.id)
    put(next)
  }
  /** From where the last one was chosen to here, whatever of it is drawn. */
  async function stretch(offset: number, from: number): Promise<void> {
    anchor ??= from
    const [first, last] = [Math.min(anchor, offset), Math.max(anchor, offset)]
    if (last - first >= MOST_CHOSEN) return tooMany()
    const next = new Set(ids.value)
    for (let at = first; at <= last; at += PAGE) {
      const lines = await linesFrom(at, Math.min(PAGE, last - at + 1))
      for (const line of lines) if (choosable(line)) next.add(line.id)
    }
    put(next)
  }
  async function linesFrom(offset: number, limit: number): Promise<RegisterLine[]> {
    const here = Array.from({ length: limit }, (_, i) => list.rowAt(offset + i))
    if (here.every((line) => line !== undefined)) return here
    return filter.value ? api.register.rows({ ...filter.value, offset, limit }) : []
  }
  /** @param from the line that was chosen before, where a stretch begins that nothing began */
  function choose(how: How, offset: number | null, from: number | null = null): void {
    if (how === 'none') clear()
    else if (how === 'all') {
      clear()
      all.value = list.total() > 0
    } else if (offset !== null && how === 'toggle') toggle(offset)
    else if (offset !== null) stretch(offset, from ?? offset).catch(failed)
  }

  return {
    choose,
    clear,
    all,
    isChosen: (line: RegisterLine | undefined): boolean =>
      line !== undefined && choosable(line) && (all.value || ids.value.has(line.id)),
    count: computed(() => (all.value ? list.total() : ids.value.size)),
    which: computed<Which | null>(() => {
      if (all.value && filter.value) return { filter: filter.value }
      return ids.value.size > 0 ? { ids: [...ids.value] } : null
    }),
  }
}
export type Chosen = ReturnType<typeof useChosen>
