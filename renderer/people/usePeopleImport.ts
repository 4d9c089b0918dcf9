import { ref } from 'vue'
import type { Doing } from '../../contract/people-import'
import { api, openPeople } from '../bridge/client'
import { useSheetImport } from '../imports/useSheetImport'

const NAMES = ['name', 'nameAr', 'nameLatin', 'given', 'family'] as const

/** A list of people or entities on its way in, and what becomes of rows whose person may be there already (P3). */
export function usePeopleImport() {
  /** Of all that are not decided one by one: who is surely there gets what is new; who only may be is somebody new. */
  const otherwise = ref<{ sure: Doing; maybe: Doing }>({ sure: 'join', maybe: 'new' })
  const decided = ref(new Map<number, Doing>())
  const decide = (line: number, does: Doing): void => void (decided.value = new Map(decided.value).set(line, does))
  /** One answer for all of them; what was said of each before is said anew. */
  function decideAll(which: 'sure' | 'maybe', does: Doing, lines: readonly number[]): void {
    otherwise.value = { ...otherwise.value, [which]: does }
    const rest = new Map(decided.value)
    for (const line of lines) rest.delete(line)
    decided.value = rest
  }
  const flow = useSheetImport({
    open: openPeople,
    calls: api.peopleImport,
    kept: ({ kind, dateOrder }) => ({ kind, dateOrder }),
    run: ({ seen }) => ({
      ...{ seen, otherwise: otherwise.value },
      decided: [...decided.value].map(([line, does]) => ({ line, does })),
    }),
    ready: ({ columns }) => NAMES.some((use) => columns.includes(use)),
    looked: () => {
      decided.value = new Map()
      otherwise.value = { sure: 'join', maybe: 'new' }
    },
  })
  return { ...flow, otherwise, decided, decide, decideAll }
}
