import { useI18n } from 'vue-i18n'
import { endings, pauseReasons, plainKinds, type Clock } from '../../contract/deadlines'
import { deadlineTypes } from '../../domain/policies/deadlines'
import { useFormat } from '../app/format'
import { isolated } from '../app/isolated'
import { useSession } from '../session/session'

type Counting = Pick<Clock['rule'], 'amount' | 'firstCounts' | 'lastCounts' | 'moves'> & { unit: string }

/** What deadlines are called, and how they are counted, in the reader's language. */
export function useDeadlineWords() {
  const { t } = useI18n()
  const format = useFormat()
  const session = useSession()
  const typeOf = (kind: string) => deadlineTypes[session.country].find((one) => one.kind === kind)

  /** A kind of a newer version is shown by its word. */
  function kind(word: string): string {
    const type = typeOf(word)
    if (type) return session.nameIn(type.names)
    return plainKinds.some((one) => one === word) ? t(`deadlines.kind.${word}`) : word
  }
  const called = ({ kind: word, label }: { kind: string; label: string }): string =>
    label ? `${kind(word)}: ${isolated(label)}` : kind(word)
  const law = (word: string): string | null => {
    const said = typeOf(word)?.law
    return said ? session.nameIn(said) : null
  }
  const toConfirm = (word: string): boolean => typeOf(word)?.toConfirm === true
  const units = ['day', 'workingDay', 'month']
  const amount = (n: number, unit: string): string =>
    units.includes(unit) ? format.count(`deadlines.amount.${unit}`, n) : `${format.number(n)} ${unit}`

  /** W4: it is stated whether the first and the last day count, and what becomes of an end on a closed day. */
  function counted(rule: Counting, startedOn: string, byDay: string | null): string[] {
    const from = isolated(format.longDate(startedOn))
    if (byDay !== null) return [t('deadlines.how.byDay', { from })]
    return [
      t('deadlines.how.counted', { amount: amount(rule.amount, rule.unit), from }),
      t(rule.firstCounts ? 'deadlines.how.firstCounts' : 'deadlines.how.firstDoesNot'),
      t(rule.lastCounts ? 'deadlines.how.lastCounts' : 'deadlines.how.lastDoesNot'),
      ...(rule.unit === 'workingDay'
        ? [t('deadlines.how.closedPassed')]
        : [t(rule.moves ? 'deadlines.how.moves' : 'deadlines.how.stays')]),
    ]
  }
  const reason = (word: string): string =>
    pauseReasons.some((one) => one === word) ? t(`deadlines.reason.${word}`) : word
  const ending = (word: string): string => (endings.some((one) => one === word) ? t(`deadlines.ending.${word}`) : word)
  const silence = (word: string): string | null =>
    word === 'consent' || word === 'refusal' ? t(`deadlines.silence.${word}`) : null
  return { kind, called, law, toConfirm, amount, counted, reason, ending, silence }
}
