import type { Actor } from '../../contract/permissions'
import type { Names } from '../../contract/values'
import { registerById } from '../../db/register/registers'
import { personById } from '../../db/session/people'
import { printNumber } from '../../domain/register/numbering'
import { groupedHead } from '../../domain/register/sheet-code'
import { dateTime } from '../../domain/text/dates'
import { digits } from '../../domain/text/digits'
import { inWords } from '../../domain/text/in-words'
import { fill, nameIn } from '../../domain/words'
import type { Desk, OfficeFacts } from '../desk'
import type { FormModel } from '../pdf/form-model'
import { bothIn } from '../pdf/form-words'
import { isolate } from '../pdf/isolate'
import { openingActs, secondIn, type OpeningActs } from './confirming'

type Facts = OpeningActs & {
  register: { names: Names; code: string; pattern: string }
  nameOf: (userId: string | undefined) => Names | null
}

/** The act of opening on paper (N1): with which number a book begins, in figures and words, and who said so. @returns diwan://print/<token> */
export async function openingSheet(desk: Desk, actor: Actor, bookId: string): Promise<string> {
  const facts = await desk.db.snapshot(async (read): Promise<Facts> => {
    const acts = await openingActs(read, bookId)
    const register = await registerById(read, acts.book.registerId)
    if (!register) throw new Error('a book without its register')
    const ids = [acts.opened.userId, acts.confirmed?.userId, acts.confirmed && secondIn(acts.confirmed)]
    const people = await Promise.all(ids.map((id) => (id ? personById(read, id) : undefined)))
    const names = new Map(people.flatMap((person) => (person ? [[person.id, person.names]] : [])))
    return {
      ...acts,
      register: { ...register, names: JSON.parse(register.names) as Names },
      nameOf: (id) => (id === undefined ? null : (names.get(id) ?? null)),
    }
  })
  const model = openingModel(facts, desk.office)
  const { bytes } = await desk.jobs.run({ kind: 'print', byId: actor.userId, about: model.number }, (work) =>
    desk.pdf.form(model, work.signal),
  )
  return desk.print.put({ bytes, name: `${model.number.replaceAll('/', '-')}.pdf`, userId: actor.userId })
}

function openingModel({ book, opened, confirmed, register, nameOf }: Facts, office: OfficeFacts): FormModel {
  const { both, header, second } = bothIn(office)
  const alone = (JSON.parse(opened.body ?? '{}') as { alone?: boolean }).alone === true
  const by = (id: string | undefined, at: number): FormModel['rows'][number]['value'] => ({
    both: both((side, format) => {
      const names = nameOf(id)
      const name = isolate(names ? nameIn(names, format.language) : '—')
      return fill(side.opening.byAt, { name, at: isolate(dateTime(at, format)) })
    }),
  })
  const first = printNumber(register.pattern, {
    ...{ register: register.code, year: book.year, desk: book.desk, seq: book.opening },
  })
  const head = confirmed ?? opened
  return {
    createdAt: head.at,
    second,
    header,
    title: both((side) => side.opening.title),
    number: digits(first, 'latn'),
    marks: confirmed ? [] : [both((side) => side.opening[alone ? 'byPolicy' : 'byOne'])],
    rows: [
      {
        label: both((side) => side.closing.register),
        value: { both: { ar: nameIn(register.names, 'ar'), other: nameIn(register.names, second) } },
      },
      { label: both((side) => side.opening.year), value: { alone: String(book.year) } },
      ...(book.desk ? [{ label: both((side) => side.closing.desk), value: { alone: book.desk } }] : []),
      { label: both((side) => side.opening.number), value: { alone: String(book.opening) } },
      {
        label: both((side) => side.opening.inWords),
        value: { both: both((_side, { language }) => inWords(book.opening, language)) },
      },
      { label: both((side) => side.opening.firstNumber), value: { alone: digits(first, 'latn') } },
      { label: both((side) => side.opening.opened), value: by(opened.userId, opened.at) },
      ...(confirmed
        ? [{ label: both((side) => side.opening.confirmed), value: by(secondIn(confirmed), confirmed.at) }]
        : []),
      { label: both((side) => side.closing.head), value: { alone: groupedHead(head.link) } },
    ],
    pieces: null,
    signatures: [confirmed?.userId ?? opened.userId, confirmed && secondIn(confirmed)].map((id) => {
      const names = nameOf(id)
      return {
        label: both((side) => side.opening[id === undefined ? 'secondSignature' : 'signature']),
        said: names ? [...new Set([nameIn(names, 'ar'), nameIn(names, second)])] : [],
      }
    }),
    footer: both((side) => side.opening.footer),
    code: null,
  }
}
