import { AppError } from '../../contract/errors'
import type { Disposal } from '../../contract/disposal'
import type { Actor } from '../../contract/permissions'
import type { Names } from '../../contract/values'
import { destroyedFiles, destructionOf, type FileDestroyed } from '../../db/disposal/destroyed'
import { dateTime, longDate, shortDate, type ZonedFormat } from '../../domain/text/dates'
import { digits } from '../../domain/text/digits'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { fill, nameIn, words, type Words } from '../../domain/words'
import type { Desk, OfficeFacts } from '../desk'
import type { Both } from '../pdf/text'
import type { PaperModel } from '../register/pdf/paper-model'
import { headOf, speakersOf } from '../register/sheet-paper'
import { footerOf, readerOf, type Reader } from './printing'
import { shown } from './showing'

/** That the scans of a list were destroyed: by whom, when, by whose approval, and what each of them was (R2). As a job. */
export async function printCertificate(desk: Desk, actor: Actor, id: string): Promise<string> {
  const list = await shown(desk.db.read, actor, id)
  const said = await destructionOf(desk.db.read, id)
  if (!said) throw new AppError('not-found')
  const seen = list.lines.flatMap((line) => (line.hidden ? [] : [line.id]))
  const files = await destroyedFiles(desk.db.read, said.id, seen)
  const reader = await readerOf(desk, actor, seen)
  const model = certificatePaper(list, files, desk.office, desk.clock.now(), reader)
  const { bytes } = await desk.jobs.run({ kind: 'print', byId: actor.userId, about: list.name }, (work) => {
    work.progress('drawing', 0)
    return desk.pdf.paper(model, work.signal)
  })
  return desk.print.put({ bytes, name: `${list.name.replace(/[/\\:]/g, '-')}.pdf`, userId: actor.userId })
}

/** A hash in pieces that a line can break between. */
const inPieces = (sha256: string): string => (sha256.match(/.{1,16}/g) ?? []).join(' ')

function certificatePaper(
  { name, entries, decision, preparedAt, preparedByNames, scans }: Disposal,
  files: readonly FileDestroyed[],
  office: OfficeFacts,
  now: number,
  reader: Reader | null,
): PaperModel {
  const { ar, other, second } = speakersOf(office)
  const both = (say: (w: Words['disposal'], f: ZonedFormat) => string): Both => ({
    ar: say(words.ar.disposal, ar),
    other: say(words[second].disposal, other),
  })
  const by = (names: Names | null, at: number): Both =>
    both((w, f) =>
      fill(w.byOn, {
        name: names ? nameIn(names, f.language) : '—',
        day: longDate(dateOf(at, zoneOf(office)), f),
      }),
    )
  const done = scans.destroyed
  return {
    createdAt: now,
    other: second,
    office: headOf(office, second),
    title: both((w) => w.certificate),
    mark: null,
    facts: [
      { label: both((w) => w.name), value: { ar: name, other: name } },
      { label: both((w) => w.prepared), value: by(preparedByNames, preparedAt) },
      ...(decision ? [{ label: both((w) => w.approved), value: by(decision.byNames, decision.at) }] : []),
      ...(done
        ? [
            { label: both((w) => w.destroyedBy), value: by(done.byNames, done.at) },
            { label: both((w) => w.destroyedAt), value: both((_w, f) => dateTime(done.at, f)) },
            { label: both((w) => w.scans), value: both((_w, f) => digits(done.files, f.digits)) },
          ]
        : []),
      { label: both((w) => w.count), value: both((_w, f) => digits(entries, f.digits)) },
    ],
    figures: [],
    statement: both((w) => w.certificateStatement),
    tables: [
      {
        title: null,
        columns: [
          { head: both((w) => w.place), width: 26 },
          { head: both((w) => w.number), width: 84 },
          { head: both((w) => w.day), width: 58 },
          { head: both((w) => w.file), width: '*' },
          { head: both((w) => w.hash), width: 150 },
        ],
        rows: files.map((file, at) => ({
          cells: [
            digits(at + 1, ar.digits),
            digits(file.numberText, ar.digits),
            shortDate(file.businessDate, ar),
            file.name,
            inPieces(file.sha256),
          ],
        })),
      },
    ],
    signatures: [both((w) => w.signDestroyed), both((w) => w.signApproved)],
    code: null,
    footer: footerOf(office, now, reader),
    attached: null,
  }
}
