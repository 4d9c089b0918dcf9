import type { Actor } from '../../contract/permissions'
import { closedDays } from '../../domain/calendar/year'
import { hijriDate, weekdayDate } from '../../domain/text/dates'
import { digits } from '../../domain/text/digits'
import { fill, nameIn, words } from '../../domain/words'
import type { Desk } from '../desk'
import { officeLines, printLines } from '../lists/lines-paper'
import { readerFormat } from '../register/printing'
import { officeDays } from './days'

/** A year's closed days but the weekend's, each with what it is and the act that ordered it. @returns diwan://print/<token> */
export async function printYear(desk: Desk, actor: Actor, year: number): Promise<string> {
  const format = await readerFormat(desk, actor)
  const { language } = format
  const w = words[language].calendar
  const { days } = await officeDays(desk.db.read, desk.office)
  const said = (text: string): string => digits(text, format.digits)
  const lines = closedDays(days, year)
  return printLines(desk, actor, {
    entryIds: [],
    name: `${w.title} ${year}`,
    format,
    model: {
      office: officeLines(desk, format),
      title: fill(w.of, { year: said(String(year)) }),
      facts: [fill(w.days, { n: said(String(lines.length)) }), w.inForce],
      columns: [w.day, w.hijri, w.name, w.act].map((label, place) => ({ column: `c${place}`, label })),
      rows: lines.map(({ date, why }) => {
        const [name, act] =
          why.is === 'holiday'
            ? [nameIn(why.holiday.names, language), w.byLaw]
            : [nameOf(why.closure, language), why.closure.act]
        return {
          kind: 'entry' as const,
          cells: [weekdayDate(date, format), hijriDate(date, format), name, act].map((text) => ({ text })),
        }
      }),
    },
  })
}

type Named = { feast: string | null; nameAr: string; nameOther: string }
function nameOf({ feast, nameAr, nameOther }: Named, language: keyof typeof words): string {
  const own = language === 'ar' ? nameAr || nameOther : nameOther || nameAr
  return own || ((words[language].calendar.feasts as Record<string, string>)[feast ?? ''] ?? '')
}
