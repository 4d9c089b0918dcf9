import type { Calendar, Ordered, Why } from './calendar'
import { dateOfDay, dayOf } from './days'

/** Why the office is closed on a day that is no weekend. */
export type Closed<C extends Ordered> = Exclude<Why<C>, { is: 'weekend' }>

/** A year's days that are closed by law or by an act, in their order; weekends go without saying. */
export function closedDays<C extends Ordered>(calendar: Calendar<C>, year: number): { date: string; why: Closed<C> }[] {
  const found: { date: string; why: Closed<C> }[] = []
  for (let day = dayOf(`${year}-01-01`); day <= dayOf(`${year}-12-31`); day++) {
    const why = calendar.why(day)
    if (why && why.is !== 'weekend') found.push({ date: dateOfDay(day), why })
  }
  return found
}
