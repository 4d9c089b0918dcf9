import type { Disposal } from '../../contract/disposal'
import type { Actor } from '../../contract/permissions'
import type { Names } from '../../contract/values'
import { personById } from '../../db/session/people'
import { dateTime, longDate, shortDate, type ZonedFormat } from '../../domain/text/dates'
import { digits } from '../../domain/text/digits'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { fill, nameIn, words, type Words } from '../../domain/words'
import type { Desk, OfficeFacts } from '../desk'
import { recordLines } from '../lists/lines-paper'
import type { Both } from '../pdf/text'
import type { PaperModel } from '../register/pdf/paper-model'
import { headOf, speakersOf } from '../register/sheet-paper'
import { shown } from './showing'

export type Reader = { names: Names; at: number }

/** The list in register form, as a job; that guarded entries stand in it is recorded before it is given, and it bears its reader's name (A3). */
export async function printDisposal(desk: Desk, actor: Actor, id: string): Promise<string> {
  const list = await shown(desk.db.read, actor, id)
  const ids = list.lines.flatMap((line) => (line.hidden ? [] : [line.id]))
  const reader = await readerOf(desk, actor, ids)
  const model = disposalPaper(list, desk.office, desk.clock.now(), reader)
  const { bytes } = await desk.jobs.run({ kind: 'print', byId: actor.userId, about: list.name }, (work) => {
    work.progress('drawing', 0)
    return desk.pdf.paper(model, work.signal)
  })
  return desk.print.put({ bytes, name: `${list.name.replace(/[/\\:]/g, '-')}.pdf`, userId: actor.userId })
}

/** A disposal list as somebody signs it. @param reader who took it along, where something in it stands above ordinary */
function disposalPaper(list: Disposal, office: OfficeFacts, now: number, reader: Reader | null): PaperModel {
  const { ar, other, second } = speakersOf(office)
  const both = (say: (w: Words['disposal'], f: ZonedFormat) => string): Both => ({
    ar: say(words.ar.disposal, ar),
    other: say(words[second].disposal, other),
  })
  const dayOf = (at: number): string => dateOf(at, zoneOf(office))
  const by = (names: Names | null, at: number): Both =>
    both((w, f) => fill(w.byOn, { name: names ? nameIn(names, f.language) : '—', day: longDate(dayOf(at), f) }))
  const { decision, done } = list
  const isTransfer = list.fate === 'transfer'
  const said = decision && (['approved', 'refused', 'withdrawn'] as const).find((one) => one === decision.what)
  return {
    createdAt: now,
    other: second,
    office: headOf(office, second),
    title: both((w) => (isTransfer ? w.transfer : w.destroy)),
    mark: decision === null ? both((w) => w.waits) : decision.what === 'approved' ? null : both((w) => w.notStanding),
    facts: [
      { label: both((w) => w.name), value: { ar: list.name, other: list.name } },
      { label: both((w) => w.dueBy), value: both((_w, f) => longDate(list.dueBy, f)) },
      { label: both((w) => w.prepared), value: by(list.preparedByNames, list.preparedAt) },
      ...(decision && said ? [{ label: both((w) => w[said]), value: by(decision.byNames, decision.at) }] : []),
      ...(done
        ? [
            {
              label: both((w) => w.done),
              value: both((w, f) => fill(w.doneOn, { day: longDate(done.on, f), note: `\u2068${done.note}\u2069` })),
            },
          ]
        : []),
      { label: both((w) => w.count), value: both((_w, f) => digits(list.entries, f.digits)) },
    ],
    figures: [],
    statement: both((w) => (isTransfer ? w.transferStatement : w.statement)),
    tables: [
      {
        title: null,
        columns: [
          { head: both((w) => w.place), width: 26 },
          { head: both((w) => w.number), width: 84 },
          { head: both((w) => w.day), width: 58 },
          { head: both((w) => w.subject), width: '*' },
          { head: both((w) => w.code), width: 40 },
        ],
        rows: list.lines.map((line, at) => ({
          cells: line.hidden
            ? [digits(at + 1, ar.digits), '—', '—', both((w) => w.hidden), '—']
            : [
                digits(at + 1, ar.digits),
                digits(line.numberText, ar.digits),
                shortDate(line.businessDate, ar),
                line.subject ?? '—',
                digits(line.code ?? '—', ar.digits),
              ],
          struck: !line.hidden && line.cancelled,
        })),
      },
    ],
    signatures: [
      both((w) => w.signPrepared),
      both((w) => w.signApproved),
      both((w) => (isTransfer ? w.signArchives : w.signWitness)),
    ],
    code: null,
    footer: footerOf(office, now, reader),
    attached: null,
  }
}

/** Who takes it along, where something in it stands above ordinary: recorded before it is given (A3). */
export async function readerOf(desk: Desk, actor: Actor, ids: readonly string[]): Promise<Reader | null> {
  const guarded = await recordLines(desk, actor, ids)
  const person = await personById(desk.db.read, actor.userId)
  return guarded > 0 && person ? { names: person.names, at: desk.clock.now() } : null
}

export function footerOf(office: OfficeFacts, now: number, reader: Reader | null): Both {
  const { ar, other, second } = speakersOf(office)
  const said = (f: ZonedFormat, language: ZonedFormat['language']): string =>
    reader
      ? fill(words[language].list.confidential, { name: nameIn(reader.names, language), when: dateTime(reader.at, f) })
      : fill(words[language].disposal.printed, { day: longDate(dateOf(now, zoneOf(office)), f) })
  return { ar: said(ar, 'ar'), other: said(other, second) }
}
