import { shallowRef } from 'vue'
import { useLatest } from './latest'

type Page<T> = { rows: readonly T[]; more: boolean }

/**
 * A list that comes in pages, each from its last line on (docs/adr/021). `load` asks again for as much as is here, so that whoever
 * scrolled stays where they are; `more` asks for what follows; `begin` is for another question.
 */
export function usePages<T>(ask: (after: T | undefined) => Promise<Page<T>>) {
  const rows = shallowRef<readonly T[] | null>(null)
  const latest = useLatest()
  let follow = false
  let loading = 0

  /** Until as many lines are here. */
  async function upTo(enough: number, found: readonly T[] = []): Promise<Page<T>> {
    const page = await ask(found.at(-1))
    const all = [...found, ...page.rows]
    return page.more && all.length < enough ? upTo(enough, all) : { rows: all, more: page.more }
  }
  async function take(found: () => Promise<Page<T>>): Promise<void> {
    loading++
    await latest(found, (all) => {
      rows.value = all.rows
      follow = all.more
    })
    loading--
  }
  const load = (): Promise<void> => take(() => upTo(rows.value?.length ?? 0))
  return {
    rows,
    load,
    begin: (): Promise<void> => {
      rows.value = null
      return load()
    },
    more: async (): Promise<void> => {
      const here = rows.value
      if (loading === 0 && follow && here) await take(() => upTo(here.length + 1, here))
    },
  }
}
