import type { Content } from 'pdfmake/interfaces'
import { isolate } from '../../pdf/isolate'
import type { LetterModel } from './model'
import { typeset } from './prose'
import { FAINT, GUTTER, HAIRLINE, INK, latinDrop, rule, said, sideBySide, runsOf, type Side } from '../../pdf/style'
import { across, isAlone, type Sides } from './sides'

const EMBLEM = 46
type Margin = [number, number, number, number]

/** Institution lines, from the state down: the first is bold. */
function institution(side: Side, lines: readonly string[], alignment?: 'center'): Content {
  return {
    stack: lines.map((line, index) =>
      said(side, line, { bold: index === 0, scale: 0.92, ...(alignment && { alignment }) }),
    ),
    margin: [0, side === 'ar' || alignment ? 0 : latinDrop(0.92), 0, 0],
  }
}

/** Both languages with the emblem between them; a language alone in the middle, under it. */
export function letterhead({ header }: LetterModel, sides: Sides): Content[] {
  const emblem = header.emblemSvg
    ? {
        ...{ svg: header.emblemSvg, fit: [EMBLEM, EMBLEM] as [number, number], alignment: 'center' as const },
        ...{ alt: `شعار ${header.ar[0] ?? header.other[0] ?? ''}`.trim() },
      }
    : null
  const [only] = sides
  const heads: Content[] =
    only !== undefined && isAlone(sides)
      ? [...(emblem ? [{ ...emblem, margin: [0, 0, 0, 3] as Margin }] : []), institution(only, header[only], 'center')]
      : [
          {
            columns: [
              { width: '*', stack: [institution('other', header.other)] },
              { width: EMBLEM, ...(emblem ? { ...emblem, margin: [0, 6, 0, 0] as Margin } : { text: '' }) },
              { width: '*', stack: [institution('ar', header.ar)] },
            ],
            columnGap: 12,
            ...{ _rtl: true },
          },
        ]
  return [...heads, rule(INK, 0.9, [0, 6, 0, 7])]
}

/** Not yet numbered (W2): a dashed box, in which the number is written or stamped after signature. */
function pendingBox(side: Side, text: string): Content {
  const dash = { dash: { length: 2.2, space: 1.8 } }
  return {
    table: { body: [[{ ...said(side, text, { scale: 0.86, color: FAINT, alignment: 'center' }), noWrap: true }]] },
    layout: {
      hLineWidth: () => 0.7,
      vLineWidth: () => 0.7,
      hLineColor: () => FAINT,
      vLineColor: () => FAINT,
      hLineStyle: () => dash,
      vLineStyle: () => dash,
      paddingLeft: () => 7,
      paddingRight: () => 7,
      paddingTop: () => 0,
      paddingBottom: () => 0,
    },
  }
}

function numberOf(side: Side, { number }: LetterModel): Content {
  const label = number.label[side]
  if (number.text !== null) {
    const given = said(side, `${label} ${isolate(number.text[side])}`, { bold: true })
    // W2: with the number comes the day it left; the date under it is the one that was signed.
    return number.issued ? { stack: [given, said(side, number.issued[side], { scale: 0.86 })] } : given
  }
  const named = { ...said(side, label), width: 'auto' as const, noWrap: true }
  const box = {
    width: 'auto' as const,
    stack: [pendingBox(side, number.pending[side])],
    margin: [0, 1, 0, 0] as [number, number, number, number],
  }
  const room = { width: '*' as const, text: '' }
  const columns = side === 'ar' ? [room, box, named] : [named, box, room]
  // The line of the day of issue is kept free: the page must not grow when the number is given.
  return { stack: [{ columns, columnGap: 6 }, said(side, ' ', { scale: 0.86 })] }
}

export function numberAndDate(model: LetterModel, sides: Sides): Content[] {
  const date = (side: Side, alignment?: 'left' | 'right'): Content => ({
    stack: model.date[side].map((line) => said(side, line, alignment && { alignment })),
  })
  const [only] = sides
  if (only === undefined || !isAlone(sides))
    return [
      sideBySide(numberOf('other', model), numberOf('ar', model), [0, 0, 0, 1]),
      sideBySide(date('other'), date('ar'), [0, 0, 0, 6]),
    ]
  // One language alone has the number where its lines begin, and the day across from it.
  const [number, day] = [numberOf(only, model), date(only, only === 'ar' ? 'left' : 'right')]
  const columns = only === 'ar' ? [day, number] : [number, day]
  return [{ columns: columns.map((one) => ({ width: '*', stack: [one] })), columnGap: GUTTER, margin: [0, 0, 0, 8] }]
}

export function addressee({ addressee: { ar, other } }: LetterModel, sides: Sides): Content[] {
  const given = { ar, other }
  if (sides.every((side) => given[side].length === 0)) return []
  const lines = (side: Side): Content => ({ stack: given[side].map((line) => said(side, line, { bold: true })) })
  return [across(sides, lines, [0, 0, 0, 5])]
}

/** What kind of letter it is (شهادة / Attestation), in the middle of its line. */
export function heading({ heading: given }: LetterModel, sides: Sides): Content[] {
  if (!given) return []
  return [
    across(sides, (side) => said(side, given[side], { bold: true, scale: 1.25, alignment: 'center' }), [0, 3, 0, 7]),
  ]
}

/** Subject and reference between two hairlines. */
export function subject(model: LetterModel, sides: Sides): Content[] {
  const line = (side: Side, labelled: NonNullable<LetterModel['reference']>): Content => ({
    ...said(side, [{ text: `${labelled.label[side]} ` }], labelled === model.subject ? { tag: 'H1' } : {}),
    text: [
      { text: `${labelled.label[side]} `, bold: true },
      ...runsOf(typeset(labelled[side], side === 'ar' ? 'ar' : model.languages.second)),
    ],
  })
  const { subject: about, reference } = model
  return [
    rule(HAIRLINE, 0.7, [0, 0, 0, 4]),
    across(sides, (side) => line(side, about), [0, 0, 0, reference ? 1 : 0]),
    ...(reference ? [across(sides, (side) => line(side, reference), [0, 0, 0, 0])] : []),
    rule(HAIRLINE, 0.7, [0, 4, 0, 8]),
  ]
}
