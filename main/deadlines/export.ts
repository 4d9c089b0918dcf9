import { basename } from 'node:path'
import type { z } from 'zod'
import type { deadlines } from '../../contract/deadlines'
import type { Actor } from '../../contract/permissions'
import { standing, type StandRow } from '../../db/deadlines/standing'
import { personById } from '../../db/session/people'
import { dateOfDay } from '../../domain/calendar/days'
import { CALENDAR_END, calendarEvent, calendarHead } from '../../domain/calendar/ics'
import { deadlineTypes } from '../../domain/policies/deadlines'
import { rankOf } from '../../domain/visibility'
import { fill, nameIn, words } from '../../domain/words'
import type { Country, Language } from '../../contract/values'
import type { Desk } from '../desk'
import type { ChooseSave } from '../lists/export'
import { writeWhole } from '../lists/whole-file'
import { record } from '../security/log'
import { readerFormat } from '../register/printing'
import { standingNow } from './standing'

const PAGE = 1_000

/**
 * Deadlines for the reader's own calendar: those they see (A2), of the stages they chose. A calendar is shared more easily than a register: subjects stand in it
 * only where they were asked for and the entry is ordinary; that guarded entries left is recorded, and the file bears the reader's name (A3).
 * @returns null when nobody said where to
 */
export async function exportCalendar(
  desk: Desk,
  actor: Actor,
  { tabs, subjects }: z.infer<typeof deadlines.export.input>,
  choose: ChooseSave,
): Promise<{ name: string; deadlines: number } | null> {
  const { language } = await readerFormat(desk, actor)
  const w = words[language].deadlines
  const path = await choose(`${w.title}.ics`)
  if (path === null) return null
  const name = basename(path)
  await standingNow(desk)
  const person = await personById(desk.db.read, actor.userId)
  const head = fill(w.calendarOf, {
    office: nameIn(desk.office.names, language),
    name: person ? nameIn(person.names, language) : '',
  })
  const count = await desk.jobs.run({ kind: 'export', byId: actor.userId, about: name }, (work) =>
    desk.db.snapshot(async (read) => {
      const rows: StandRow[] = []
      for (const place of new Set(tabs))
        for (let after: { sort: number; id: string } | undefined; ;) {
          const page = await standing(read, actor, { place, after, limit: PAGE })
          rows.push(...page)
          work.progress('entries', rows.length)
          if (page.length < PAGE) break
          after = page.at(-1)
        }
      const dated = rows.filter(({ due }) => due !== null)
      const guarded = dated.filter(({ level }) => rankOf(level) > 0).length
      if (guarded > 0)
        await record(desk, { kind: 'export', userId: actor.userId, entity: 'entry', detail: { lines: guarded } })
      const at = desk.clock.now()
      await writeWhole(path, async (file) => {
        await file.write(calendarHead(head))
        for (let from = 0; from < dated.length; from += PAGE)
          await file.write(
            dated
              .slice(from, from + PAGE)
              .map((row) => calendarEvent(dayOfRow(row, desk.office.country, language, subjects), at))
              .join(''),
          )
        await file.write(CALENDAR_END)
      })
      return dated.length
    }),
  )
  return { name, deadlines: count }
}

function dayOfRow(row: StandRow, country: Country, language: Language, subjects: boolean) {
  const w = words[language].deadlines
  const ordinary = rankOf(row.level) === 0
  const label = ordinary || !row.label ? row.label : ''
  const called = [kindNamed(country, row.kind, language), label].filter((one) => one !== '').join(': ')
  return {
    uid: `${row.id}@diwan`,
    day: dateOfDay(row.due ?? 0),
    summary: fill(w.summary, { number: row.numberText, kind: called }),
    description: subjects && ordinary ? (row.subject ?? '') : '',
    remind: row.reminder <= 0 ? -row.reminder : null,
  }
}

/** A kind in the reader's words; one of a newer version by its code. */
export function kindNamed(country: Country, kind: string, language: Language): string {
  const type = deadlineTypes[country].find((one) => one.kind === kind)
  return type
    ? nameIn(type.names, language)
    : ((words[language].deadlines.kinds as Record<string, string>)[kind] ?? kind)
}
