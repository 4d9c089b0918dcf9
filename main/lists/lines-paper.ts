import type { Actor } from '../../contract/permissions'
import { guardedOf } from '../../db/security/levels'
import { personById } from '../../db/session/people'
import { dateTime, type ZonedFormat } from '../../domain/text/dates'
import { fill, nameIn, words } from '../../domain/words'
import type { Desk } from '../desk'
import type { ListPrintModel } from '../register/pdf/list-model'
import { record } from '../security/log'

/** What a sheet of lines says; who printed it, when, and in which language is the same for all of them. */
export type Printed = Pick<
  ListPrintModel,
  'office' | 'title' | 'facts' | 'columns' | 'rows' | 'tall' | 'ends' | 'copies'
>

/**
 * Prints a sheet that names entries. What stands above ordinary is recorded before it is given (A3), and the paper says who took it.
 * @returns diwan://print/<token>
 */
export async function printLines(
  desk: Desk,
  actor: Actor,
  { model, entryIds, name, format }: { model: Printed; entryIds: readonly string[]; name: string; format: ZonedFormat },
): Promise<string> {
  const { read } = desk.db
  const { language } = format
  const person = await personById(read, actor.userId)
  const by = { name: person ? nameIn(person.names, language) : '', when: dateTime(desk.clock.now(), format) }
  const guarded = await recordLines(desk, actor, entryIds)
  const w = words[language].list
  const { bytes } = await desk.jobs.run({ kind: 'print', byId: actor.userId, about: model.title }, (work) => {
    work.progress('drawing', 0)
    return desk.pdf.listPrint(
      {
        ...model,
        createdAt: desk.clock.now(),
        language,
        direction: language === 'ar' ? 'rtl' : 'ltr',
        ...(guarded > 0 && { mark: fill(w.confidential, by) }),
        footer: fill(w.madeBy, by),
        page: w.page,
        digits: format.digits,
      },
      work.signal,
    )
  })
  return desk.print.put({ bytes, name: `${name}.pdf`, userId: actor.userId })
}

/** A3, of a paper that names entries: how many of them stand above ordinary, recorded before it is given. */
export async function recordLines(desk: Desk, actor: Actor, entryIds: readonly string[]): Promise<number> {
  const guarded = (await guardedOf(desk.db.read, 'entry', [...new Set(entryIds)])).length
  if (guarded > 0)
    await record(desk, { kind: 'print', userId: actor.userId, entity: 'entry', detail: { lines: guarded } })
  return guarded
}

/** The office as it heads its papers, in the reader's language. */
export const officeLines = ({ office }: Desk, { language }: ZonedFormat): string[] => [
  ...office.ministry[language === 'ar' ? 'ar' : 'other'].slice(0, 6),
  nameIn(office.names, language),
]
