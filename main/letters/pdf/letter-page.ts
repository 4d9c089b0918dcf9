import type { Column, Content } from 'pdfmake/interfaces'
import { digits } from '../../../domain/text/digits'
import { isolate } from '../../pdf/isolate'
import type { Both } from '../../pdf/text'
import type { LetterModel } from './model'
import { qrCode } from '../../pdf/qr'
import { HAIRLINE, MARK, MEASURE, PAGE, latinDrop, rule, said, type Side } from '../../pdf/style'
import type { Sides } from './sides'

/** Side of the code in points: read by any telephone from a photocopy. */
const CODE = 66

const PAGE_OF = {
  fr: (page: number, pages: number) => `Page ${page} sur ${pages}`,
  en: (page: number, pages: number) => `Page ${page} of ${pages}`,
  es: (page: number, pages: number) => `Página ${page} de ${pages}`,
}
const pageOfInArabic = (page: number, pages: number): string => `صفحة ${page} من ${pages}`

/** A mark in a frame, in both languages: سري · Confidentiel. */
function framed(mark: Both, sides: Sides): Column {
  const cell = (side: Side): Content => ({
    ...said(side, mark[side], { bold: true, scale: 0.9, color: MARK }),
    margin: [0, side === 'ar' ? 0 : latinDrop(0.9), 0, 0],
    noWrap: true,
  })
  return {
    width: 'auto',
    table: { widths: sides.map(() => 'auto'), body: [[...sides].reverse().map(cell)] },
    layout: {
      hLineWidth: () => 1,
      vLineWidth: (line: number) => (line === 0 || line === sides.length ? 1 : 0),
      hLineColor: () => MARK,
      vLineColor: () => MARK,
      paddingLeft: () => 7,
      paddingRight: () => 7,
      paddingTop: (_row: number) => 0,
      paddingBottom: () => 1,
    },
  }
}

/** Confidentiality and urgency, at the head of every page: a page that is photocopied alone still says it. */
export function pageHead({ confidentialityMark, urgencyMark }: LetterModel, sides: Sides): Content | null {
  const marks = [confidentialityMark, urgencyMark].flatMap((mark) => (mark ? [framed(mark, sides)] : []))
  if (marks.length === 0) return null
  return {
    columns: [{ width: '*', text: '' }, ...marks, { width: '*', text: '' }],
    columnGap: 10,
    margin: [PAGE.side, 20, PAGE.side, 0],
  }
}

export function pageFoot(model: LetterModel, sides: Sides, page: number, pages: number): Content {
  const { qr, number, languages } = model
  const small = { scale: 0.78 }
  const inArabic = (at: number, of: number): string => digits(pageOfInArabic(at, of), model.digits ?? 'latn')
  const pageOf = { ar: inArabic, other: PAGE_OF[languages.second] }
  const numbering: Column = {
    width: 'auto',
    stack: sides.map((side) => ({
      ...said(side, pageOf[side](page, pages), { ...small, alignment: 'left' }),
      noWrap: true,
    })),
  }
  const caption: Column = {
    width: '*',
    stack: [
      ...(qr ? sides.map((side) => said(side, qr.caption[side], { ...small, alignment: 'right' })) : []),
      ...(page > 1 && number.text !== null
        ? [onEveryPage(sides.includes('ar') ? 'ar' : 'other', number.label, number.text, small)]
        : []),
    ],
  }
  const code: Column[] = qr ? [qrCode(qr.payload, CODE)] : []
  return {
    margin: [PAGE.side, 12, PAGE.side, 0],
    stack: [rule(HAIRLINE, 0.7, [0, 0, 0, 7]), { columns: [numbering, caption, ...code], columnGap: 12 }],
  }
}

const onEveryPage = (side: Side, label: Both, number: Both, small: { scale: number }): Content =>
  said(side, `${label[side]} ${isolate(number[side])}`, { ...small, bold: true, alignment: 'right' })

/** مسودة: across the middle of a page that is not a letter yet, pale enough to read through. */
export function draftMark(mark: Both, sides: Sides): Content {
  const style = { alignment: 'center' as const, color: '#e9ecea', bold: true }
  return {
    absolutePosition: { x: PAGE.side, y: PAGE.height / 2 - 120 },
    columns: [
      {
        width: MEASURE,
        stack: sides.map((side) => said(side, mark[side], { ...style, scale: side === 'ar' ? 8 : 4 })),
      },
    ],
  }
}
