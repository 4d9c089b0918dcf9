import type { Entry } from '../../contract/register'
import type { Act } from '../../contract/books'

/** What a correction or a cancellation says of itself, as far as the reader may see it. */
export type ActWords = { field: string | null; before: string | null; after: string | null; reason: string | null }

/** A list stays a list, as text; who shows it reads it again. */
const said = (value: unknown): string | null =>
  Array.isArray(value)
    ? JSON.stringify(value)
    : typeof value === 'string' || typeof value === 'number'
      ? String(value)
      : null

/** `detail` is free in form (I5 keeps what was hashed); hidden content is `null`. */
export function wordsOf(act: Pick<Act, 'detail'>): ActWords {
  const detail = act.detail ?? {}
  return {
    field: said(detail['field']),
    before: said(detail['before'] ?? detail['old']),
    after: said(detail['after'] ?? detail['new'] ?? detail['value']),
    reason: said(detail['reason']),
  }
}

/** Pages that were put in another order are a new version too, and no paper was scanned again (I3). */
export const isArranged = ({ kind, detail }: Pick<Act, 'kind' | 'detail'>): boolean =>
  kind === 'rescan' && detail?.['arranged'] === true

/** One step of the path that is drawn across the dock and down the entry. */
export type Step = {
  key: string
  kind: Act['kind'] | 'answer' | 'waiting'
  at: number | null
  act: Act | null
  link: Entry['answeredBy'][number] | null
  state: 'done' | 'wait'
}

/** The acts of an entry in order, then its answers; an incoming letter nobody has answered waits for one (C4). */
export function pathOf(
  entry: Pick<Entry, 'acts' | 'answeredBy' | 'status' | 'kind'> & Partial<Pick<Entry, 'paper'>>,
): Step[] {
  const acts = [...entry.acts].sort((a, b) => a.at - b.at)
  const steps: Step[] = acts.map((act) => ({
    key: act.id,
    kind: act.kind,
    at: act.at,
    act,
    link: null,
    state: 'done',
  }))
  for (const link of entry.answeredBy) {
    steps.push({ key: link.id, kind: 'answer', at: null, act: null, link, state: 'done' })
  }
  // Whether paper was answered nobody transcribed.
  const expects = entry.kind === 'incoming' && !entry.paper
  if (expects && entry.status === 'registered' && entry.answeredBy.length === 0) {
    steps.push({ key: 'waiting', kind: 'waiting', at: null, act: null, link: null, state: 'wait' })
  }
  return steps
}
