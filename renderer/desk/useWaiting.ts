import { computed, onBeforeUnmount, shallowRef } from 'vue'
import type { LetterRow } from '../../contract/letters'
import { api } from '../bridge/client'
import { useSession } from '../session/session'
import { useNotice } from '../ui/notice'

/** What a letter waits for, in the order in which a desk is cleared. */
const KINDS = ['toSign', 'returned', 'toIssue', 'drafts'] as const
export type WaitingKind = (typeof KINDS)[number]
export type Waiting = LetterRow & { waits: WaitingKind }

/** The letters that wait for this person, each once, by what they wait for. */
export function useWaiting() {
  const session = useSession()
  const notice = useNotice()
  const letters = shallowRef<Waiting[] | null>(null)

  let asked = 0
  async function load(): Promise<void> {
    const mine = ++asked
    const of = async (tab: 'toFinish' | 'toSign' | 'toIssue', may: boolean): Promise<LetterRow[]> =>
      may ? (await api.letters.list({ tab })).rows : []
    try {
      const [toSign, own, toIssue] = await Promise.all([
        of('toSign', session.can('letters:sign')),
        of('toFinish', session.can('letters:write')),
        of('toIssue', session.can('letters:issue')),
      ])
      if (mine !== asked) return
      const found = new Map<string, Waiting>()
      const add = (rows: LetterRow[], waits: WaitingKind): void => {
        for (const row of rows) if (!found.has(row.id)) found.set(row.id, { ...row, waits })
      }
      add(toSign, 'toSign')
      add(
        own.filter((row) => row.state === 'returned'),
        'returned',
      )
      add(toIssue, 'toIssue')
      add(
        own.filter((row) => row.state === 'draft'),
        'drafts',
      )
      letters.value = [...found.values()]
    } catch (error) {
      if (mine === asked) notice.error(error)
    }
  }
  void load()
  const off = api.letters.on('changed', () => void load())
  onBeforeUnmount(() => {
    off()
    asked++
  })

  const groups = computed(() =>
    KINDS.map((kind) => ({ kind, rows: (letters.value ?? []).filter((row) => row.waits === kind) })).filter(
      ({ rows }) => rows.length > 0,
    ),
  )
  return { letters, groups }
}
