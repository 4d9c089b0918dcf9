import { z } from 'zod'
import { LegalDate } from '../../contract/values'
import { LONGEST_CLOSURE } from '../calendar/calendar'
import { dayOf } from '../calendar/days'
import { closureId } from '../calendar/ids'
import { everybody } from '../visibility/rule'
import type { Fields } from '../../contract/wire'
import { entity } from './entity'
import { Id, Instant, fixed, int, json, line, optional, text, word } from './field'
import { has, only } from './writing'

const stated = { group: 'stated' }
const removed = { group: 'removed', nullable: true }
const Weekdays = z.array(z.int().min(1).max(7)).min(1).max(6)
const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** Who entered it first, and when: never written again. */
const ENTERED = ['recordedAt', 'recordedById']

/**
 * What changes the office's days (W4): a movable feast that was ordered, a day more, a holiday that was moved, a day of rest that is worked, another weekend,
 * other hours; each with the act that ordered it. Its id follows from what it closes.
 */
export const closure = entity({
  fields: {
    kind: text(word, fixed),
    firstDay: text(LegalDate, fixed),
    lastDay: text(LegalDate, fixed),
    /** Of `feast`: which one. */
    feast: text(word, { ...fixed, ...optional }),
    /** The day of the holiday that is kept on these days instead. */
    replaces: text(LegalDate, { ...fixed, ...optional }),
    /** Of `weekend`: the days of rest, 1 Monday … 7 Sunday. */
    days: json(Weekdays.nullable(), { ...fixed, ...optional }),
    /** Of `hours`. */
    opensAt: text(hour, { ...stated, ...optional }),
    closesAt: text(hour, { ...stated, ...optional }),
    nameAr: text(line(200), stated),
    nameOther: text(line(200), stated),
    /** The decree or memo that ordered it: without one nothing is closed. */
    act: text(line(300), stated),
    recordedAt: int(Instant),
    recordedById: text(Id),
    removedAt: int(Instant, removed),
    removedById: text(Id, removed),
    removedReason: text(line(300), removed),
  },
  sees: everybody,
  writes: ({ id, fields, user }, row, who) => {
    if (!has(who, 'calendar:manage')) return 'forbidden'
    const removes = fields['removedById'] ?? null
    if ((removes !== null && removes !== user) || ('act' in fields && String(fields['act']).trim() === ''))
      return 'forbidden'
    if (row !== null) return only(!ENTERED.some((name) => name in fields))
    const itself = id === closureId(who.actor?.officeId ?? '', fields as Parameters<typeof closureId>[1])
    return only(itself && spans(fields) && fields['recordedById'] === user && removes === null)
  },
  firstSays: ENTERED,
  title: (language) => (language === 'ar' ? ['nameAr', 'act'] : ['nameOther', 'nameAr', 'act']),
  tells: [{ feature: 'calendar', ids: 'id' }],
})

/** A weekend or hours may last; what closes a day is no longer than a year and a month. */
function spans({ kind, firstDay, lastDay }: Fields): boolean {
  const [first, last] = [String(firstDay), String(lastDay)]
  const lasting = kind === 'weekend' || kind === 'hours'
  return first <= last && (lasting || dayOf(last) - dayOf(first) <= LONGEST_CLOSURE)
}
