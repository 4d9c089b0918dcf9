import { computed, onBeforeUnmount, shallowRef } from 'vue'
import type { LetterRow } from '../../contract/letters'
import { useLatest } from '../app/latest'
import { api } from '../bridge/client'
import { useSession } from '../session/session'

/** What a letter waits for, in the order in which a desk is cleared. */
const KINDS = ['toVisa', 'toSign', 'returned', 'toIssue', 'drafts'] as const
export type WaitingKind = (typeof KINDS)[number]
export type Waiting = LetterRow & { waits: WaitingKind }

/** The letters that wait for this person, each once, by what they wait for. */
export function useWaiting() {
  const session = useSession()
  const letters = shallowRef<Waiting[] | null>(null)

  const latest = useLatest()
  const of = async (tab: 'toFinish' | 'toVisa' | 'toSign' | 'toIssue', may: boolean): Promise<LetterRow[]> =>
    may ? (await api.letters.list({ tab })).rows : []
  const load = (): Promise<void> =>
    latest(
      () =>
        Promise.all([
          of('toVisa', session.can('letters:approve')),
          of('toSign', session.can('letters:approve')),
          of('toFinish', session.can('letters:write')),
          of('toIssue', session.can('letters:issue')),
        ]),
      ([toVisa, toSign, own, toIssue]) => {
        const found = new Map<string, Waiting>()
        const add = (waits: WaitingKind, rows: LetterRow[]): void => {
          for (const row of rows) if (!found.has(row.id)) found.set(row.id, { ...row, waits })
        }
        const inState = (state: LetterRow['state']): LetterRow[] => own.filter((row) => row.state === state)
        add('toVisa', toVisa)
        add('toSign', toSign)
        add('returned', inState('returned'))
        add('toIssue', toIssue)
        add('drafts', inState('draft'))
        letters.value = [...found.values()]
      },
    )
  void load()
  onBeforeUnmount(api.letters.on('changed', () => void load()))
  // Whoever goes away, comes back or hands over changes what waits for whom.
  onBeforeUnmount(api.standing.on('changed', () => void load()))

  const groups = computed(() =>
    KINDS.map((kind) => ({ kind, rows: (letters.value ?? []).filter((row) => row.waits === kind) })).filter(
      ({ rows }) => rows.length > 0,
    ),
  )
  return { letters, groups }
}
