import type { Proof } from '../../contract/closing'
import type { Language, Names } from '../../contract/values'
import { groupedHead, readSheetCode, typedHead } from '../../domain/register/sheet-code'
import { digits } from '../../domain/text/digits'
import { dateTime, longDate } from '../../domain/text/dates'
import { fill, nameIn, words } from '../../domain/words'
import type { OfficeFacts } from '../desk'
import type { Both } from '../pdf/text'
import type { PaperModel } from './pdf/paper-model'
import { chiefOf, headOf, speakersOf } from './sheet-paper'

/** What a head of registry would swear to: each book with its numbers, what was verified, and what it was held against (I5). */
export function attestationPaper(
  proof: Proof,
  office: OfficeFacts,
  reader: { language: Language; names: Names | null },
): PaperModel {
  // The reader's language beside Arabic; who reads Arabic has the office's second one.
  const second = reader.language === 'ar' ? office.secondLanguage : reader.language
  const { ar, other } = speakersOf(office, second)
  const [a, b] = [words.ar.proof, words[second].proof]
  const both = (of: (w: typeof a) => string): Both => ({ ar: of(a), other: of(b) })
  const filled = (of: (w: typeof a) => string, values: (f: typeof ar) => Record<string, string>): Both => ({
    ar: fill(of(a), values(ar)),
    other: fill(of(b), values(other)),
  })
  const broken = proof.books.filter(({ result }) => result !== 'whole').length
  const n = (value: number): string => digits(value, ar.digits)
  const column = (name: keyof typeof a.columns, width: number | '*') => ({ head: both((w) => w.columns[name]), width })
  return {
    createdAt: proof.at,
    other: second,
    office: headOf(office, second),
    title: both((w) => w.title),
    mark:
      broken > 0
        ? filled(
            (w) => w.some,
            (f) => ({ n: digits(broken, f.digits) }),
          )
        : null,
    facts: [],
    figures: [],
    statement: joined(
      filled(
        (w) => w.text,
        (f) => ({ office: nameIn(office.names, f.language), when: dateTime(proof.at, f) }),
      ),
      broken === 0 ? both((w) => w.all) : { ar: '', other: '' },
      proof.anchors.length === 0 ? both((w) => w.none) : { ar: '', other: '' },
    ),
    tables: [
      {
        title: null,
        columns: [
          column('book', 62),
          column('numbers', 78),
          column('used', 46),
          column('voids', 46),
          column('sum', 42),
          column('signatures', 46),
          column('sheets', 40),
          column('verdict', '*'),
        ],
        rows: proof.books.map((book) => ({
          cells: [
            digits([book.code, book.year, book.desk].filter(Boolean).join('/'), ar.digits),
            book.last < book.opening ? '—' : `${n(book.opening)} … ${n(book.last)}`,
            ...[book.used, book.voids, book.used + book.voids, book.signatures, book.sheets].map(n),
            filled(
              (w) => w.results[book.result],
              (f) => ({ at: `\u2068${digits(book.at ?? '', f.digits)}\u2069` }),
            ),
          ],
        })),
      },
      {
        title: both((w) => w.head),
        columns: [column('book', 62), { head: both((w) => w.head), width: '*' }],
        rows: proof.books.flatMap(({ code, year, desk, head }) =>
          head ? [{ cells: [digits([code, year, desk].filter(Boolean).join('/'), ar.digits), groupedHead(head)] }] : [],
        ),
      },
      {
        title: both((w) => w.destroyed),
        columns: [column('book', 62), { head: both((w) => w.destroyed), width: '*' }],
        rows: proof.books.flatMap((book) =>
          book.destroyed.map(({ name, at, byNames, entries, files }) => ({
            cells: [
              digits([book.code, book.year, book.desk].filter(Boolean).join('/'), ar.digits),
              filled(
                (w) => w.destroyedBy,
                (f) => ({
                  ...{
                    list: `\u2068${name}\u2069`,
                    when: dateTime(at, f),
                    by: byNames ? nameIn(byNames, f.language) : '—',
                  },
                  ...{ entries: digits(entries, f.digits), files: digits(files, f.digits) },
                }),
              ),
            ],
          })),
        ),
      },
      {
        title: both((w) => w.anchors),
        columns: [{ head: both((w) => w.head), width: '*' }, column('verdict', 150)],
        rows: proof.anchors.map(({ text, result }) => {
          const sheet = readSheetCode(text)
          const read = sheet === null || sheet === 'misread' ? null : sheet.code
          const said = read
            ? filled(
                (w) => w.sheet,
                (f) => ({ date: longDate(read.date, f) }),
              )
            : groupedHead(typedHead(text) ?? '') || text.slice(0, 80)
          const verdict = both((w) => w.anchorResults[result])
          return { cells: [read && typeof said !== 'string' ? said : String(said), verdict] }
        }),
      },
    ],
    signatures: [
      filled(
        (w) => w.by,
        (f) => ({ name: reader.names ? nameIn(reader.names, f.language) : '—' }),
      ),
      chiefOf(office, second),
    ],
    code: null,
    footer: both((w) => w.title),
    attached: {
      name: 'proof.json',
      description: 'proof',
      text: JSON.stringify(proof, null, 1),
    },
  }
}

const joined = (...texts: Both[]): Both => ({
  ar: texts
    .map(({ ar }) => ar)
    .filter(Boolean)
    .join(' '),
  other: texts
    .map(({ other }) => other)
    .filter(Boolean)
    .join(' '),
})
