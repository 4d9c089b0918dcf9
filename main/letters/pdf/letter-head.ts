import type { Column, Content } from 'pdfmake/interfaces'
import { isolate } from '../../pdf/isolate'
import type { LetterModel } from './model'
import { typeset } from './prose'
import { FAINT, HAIRLINE, INK, latinDrop, rule, said, sideBySide, runsOf, type Side } from '../../pdf/style'

const EMBLEM = 46

/** Institution lines, from the state down: the first is bold. */
function institution(side: Side, lines: readonly string[]): Content {
  return {
    stack: lines.map((line, index) => said(side, line, { bold: index === 0, scale: 0.92 })),
    margin: [0, side === 'ar' ? 0 : latinDrop(0.92), 0, 0],
  }
}

export function letterhead({ header }: LetterModel): Content[] {
  const emblem: Column = header.emblemSvg
    ? {
        ...{ width: EMBLEM, svg: header.emblemSvg, fit: [EMBLEM, EMBLEM], alignment: 'center', margin: [0, 6, 0, 0] },
        ...{ alt: `شعار ${header.ar[0] ?? header.other[0] ?? ''}`.trim() },
      }
    : { width: EMBLEM, text: '' }
  return [
    {
      columns: [
        { width: '*', stack: [institution('other', header.other)] },
        emblem,
        { width: '*', stack: [institution('ar', header.ar)] },
      ],
      columnGap: 12,
      ...{ _rtl: true },
    },
    rule(INK, 0.9, [0, 6, 0, 7]),
  ]
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

export function numberAndDate(model: LetterModel): Content[] {
  const date = (side: Side): Content => ({ stack: model.date[side].map((line) => said(side, line)) })
  return [
    sideBySide(numberOf('other', model), numberOf('ar', model), [0, 0, 0, 1]),
    sideBySide(date('other'), date('ar'), [0, 0, 0, 6]),
  ]
}

export function addressee({ addressee: { ar, other } }: LetterModel): Content {
  const lines = (side: Side, given: readonly string[]): Content => ({
    stack: given.map((line) => said(side, line, { bold: true })),
  })
  return sideBySide(lines('other', other), lines('ar', ar), [0, 0, 0, 5])
}

/** Subject and reference between two hairlines. */
export function subject(model: LetterModel): Content[] {
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
    sideBySide(line('other', about), line('ar', about), [0, 0, 0, reference ? 1 : 0]),
    ...(reference ? [sideBySide(line('other', reference), line('ar', reference), [0, 0, 0, 0])] : []),
    rule(HAIRLINE, 0.7, [0, 4, 0, 8]),
  ]
}
