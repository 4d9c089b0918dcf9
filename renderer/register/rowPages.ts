import { shallowRef, triggerRef } from 'vue'
import type { RegisterLine } from '../../contract/register'
import { pagesOf } from './registerGridLayout'

export const PAGE = 100
/** While somebody drags the scroll bar through a year, only the place where they rest is fetched. */
const REST = 40
/** 60 pages are 6,000 rows: enough to scroll back without waiting, little enough to stay small. */
const KEPT = 60

type Fetch = (offset: number, limit: number) => Promise<RegisterLine[]>

/**
 * Rows of a register in pages, fetched when a line comes into view. A reply to a question that is no longer asked
 * (another filter, a newer state) is thrown away; rows of the older state stay drawn until the new ones are here.
 */
export function rowPages(fetch: Fetch, failed: (error: unknown) => void) {
  const pages = shallowRef(new Map<number, RegisterLine[]>())
  let fresh = new Set<number>()
  let asked = new Set<number>()
  let generation = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let wanted: number[] = []

  async function load(page: number): Promise<void> {
    const mine = generation
    asked.add(page)
    try {
      const rows = await fetch(page * PAGE, PAGE)
      if (mine !== generation) return
      pages.value.delete(page)
      pages.value.set(page, rows)
      fresh.add(page)
      forget()
      triggerRef(pages)
    } catch (error) {
      if (mine !== generation) return
      failed(error)
    } finally {
      if (mine === generation) asked.delete(page)
    }
  }

  /** A Map keeps the order of arrival: what was fetched longest ago and is not looked at goes first. */
  function forget(): void {
    for (const page of pages.value.keys()) {
      if (pages.value.size <= KEPT) return
      if (wanted.includes(page)) continue
      pages.value.delete(page)
      fresh.delete(page)
    }
  }

  const fetchWanted = (): void => {
    for (const page of wanted) if (!fresh.has(page) && !asked.has(page)) void load(page)
  }

  return {
    rowAt: (offset: number): RegisterLine | undefined => pages.value.get(Math.floor(offset / PAGE))?.[offset % PAGE],
    /** Where a row is now, among the pages that are here. */
    offsetOf(id: string): number | null {
      for (const [page, rows] of pages.value) {
        const at = rows.findIndex((row) => row.id === id)
        if (at >= 0) return page * PAGE + at
      }
      return null
    },
    need(first: number, last: number): void {
      const next = pagesOf(first, last, PAGE)
      const same = next.join() === wanted.join()
      wanted = next
      // Slow scrolling stays on its pages for many frames: it must not put off the fetching again and again.
      if (same && timer !== undefined) return
      clearTimeout(timer)
      timer = setTimeout(() => {
        timer = undefined
        fetchWanted()
      }, REST)
    },
    /** Something was registered or corrected: the same lines again, the old ones stay drawn meanwhile. */
    refresh(): void {
      generation++
      fresh = new Set()
      asked = new Set()
      fetchWanted()
    },
    /** Another register, year or filter: nothing of the old one may be drawn. */
    clear(): void {
      generation++
      fresh = new Set()
      asked = new Set()
      wanted = []
      pages.value = new Map()
    },
    stop(): void {
      generation++
      clearTimeout(timer)
      timer = undefined
    },
  }
}
