import type { DeadlineInput } from '../../contract/deadlines'
import { readCount } from '../../domain/text/count'

/** What stands in the form: plain data, also in a draft. `kind` null: no deadline. */
export type DeadlineForm = {
  kind: string | null
  label: string
  byDay: string | null
  startedOn: string | null
  amount: string
  unit: 'day' | 'workingDay' | 'month'
  firstCounts: boolean
  lastCounts: boolean
  moves: boolean
}
export const noDeadline = (): DeadlineForm => ({
  ...{ kind: null, label: '', byDay: null, startedOn: null, amount: '' },
  ...{ unit: 'day', firstCounts: false, lastCounts: true, moves: true },
})
/** A kind whose end is a day somebody named. */
export const hasDay = (kind: string | null): boolean => kind === 'answer' || kind === 'thirdParty'

export type DeadlineProblem = 'startedOn' | 'byDay' | 'order' | 'label' | 'amount'
/** What is missing or cannot be; null: it may begin, or there is none. */
export function deadlineProblem(form: DeadlineForm, startedOn: string | null): DeadlineProblem | null {
  const { kind, byDay, label } = form
  if (kind === null) return null
  if (startedOn === null) return 'startedOn'
  if (hasDay(kind)) {
    if (byDay === null) return 'byDay'
    if (byDay < startedOn) return 'order'
  }
  if ((kind === 'own' || kind === 'thirdParty') && label.trim() === '') return 'label'
  const amount = readCount(form.amount)
  return kind === 'own' && (amount === null || amount < 1 || amount > 3_660) ? 'amount' : null
}

/** As it is begun; call it only when there is no problem. */
export function deadlineInput(form: DeadlineForm, startedOn: string | null): DeadlineInput | undefined {
  const { kind, label, byDay, unit, firstCounts, lastCounts, moves } = form
  if (kind === null || startedOn === null) return undefined
  const own = { amount: readCount(form.amount) ?? 0, unit, firstCounts, lastCounts, moves }
  return {
    ...{ kind, startedOn, label: label.trim() },
    byDay: hasDay(kind) ? byDay : null,
    own: kind === 'own' ? own : null,
  }
}
