import type { Column, Content } from 'pdfmake/interfaces'
import { digits, type DigitSet } from '../../../domain/text/digits'
import type { Both } from '../../pdf/text'
import type { LetterModel } from './model'
import { stacked } from './blocks'
import { typeset } from './prose'
import { FAINT, GUTTER, INK, COLUMN, MEASURE, said, textOf, type Side } from '../../pdf/style'
import { ALONE, across, isAlone, type Sides } from './sides'

/** About ten lines: a shorter pair moves to the next page whole, a longer one is allowed to break. */
const KEPT_WHOLE = 420
export const isShort = (text: string): boolean => text.length <= KEPT_WHOLE

/** A space wider than this tears a line apart: it is left ragged instead. */
const RAGGED = { mostStretch: 0.9 }

/**
 * The paragraphs, and after the last the signature: two lines of text go with it wherever it goes. Of two languages pair by pair,
 * starting together on every page.
 */
export function body(model: LetterModel, sides: Sides, signed: Sides = sides): Content[] {
  const { paragraphs, last } = text(model, sides, signatureHeight(model))
  if (last === null) return [signature(model, signed)]
  if (last.isShort) return [...paragraphs, { stack: [last.content, signature(model, signed)], unbreakable: true }]
  return [...paragraphs, last.content, { stack: [signature(model, signed)], unbreakable: true }]
}

/** The paragraphs alone, where the signature comes further below. */
export function unsignedBody(model: LetterModel, sides: Sides): Content[] {
  const { paragraphs, last } = text(model, sides, 0)
  return last === null
    ? paragraphs
    : [...paragraphs, { ...(last.content as object), unbreakable: last.isShort } as Content]
}

type Pair = LetterModel['paragraphs'][number]

function text(
  model: LetterModel,
  sides: Sides,
  keepsBelow: number,
): { paragraphs: Content[]; last: { content: Content; isShort: boolean } | null } {
  const said = model.paragraphs.filter((pair) => sides.some((side) => pair[side].length > 0))
  const isKept = (pair: Pair): boolean =>
    sides.every((side) => isShort(textOf(pair[side])) && (!pair.blocks || linesIn(textOf(pair[side])) <= FEW_LINES))
  const last = said.at(-1)
  return {
    paragraphs: said
      .slice(0, -1)
      .map((pair) => ({ ...(paragraph(model, pair, sides, 0) as object), unbreakable: isKept(pair) }) as Content),
    last: last
      ? { content: paragraph(model, last, sides, isKept(last) ? 0 : keepsBelow), isShort: isKept(last) }
      : null,
  }
}

/** Items and rows of a paragraph that is not parted by a page. */
const FEW_LINES = 8
const linesIn = (text: string): number => text.split('\n').length

function paragraph({ languages }: LetterModel, pair: Pair, sides: Sides, keepsBelow: number): Content {
  const alone = isAlone(sides) ? { scale: ALONE } : {}
  const of = { scale: alone.scale ?? 1, width: isAlone(sides) ? MEASURE : COLUMN, prose: RAGGED, keepsBelow }
  return across(
    sides,
    (side) => {
      const language = side === 'ar' ? 'ar' : languages.second
      if (pair.blocks) return stacked(pair.blocks[side], { ...of, side, language })
      return {
        ...said(side, typeset(pair[side], language), { alignment: 'justify', ...alone }),
        ...{ ...RAGGED, keepsBelow },
      }
    },
    [0, 0, 0, isAlone(sides) ? 8 : 6],
  )
}

function stamp(text: string): Content {
  return {
    table: {
      widths: ['*'],
      body: [[{ ...said('ar', text, { alignment: 'center', scale: 0.8, color: FAINT }), margin: [4, 6, 4, 8] }]],
    },
    layout: { hLineWidth: () => 1, vLineWidth: () => 1, hLineColor: () => FAINT, vLineColor: () => FAINT },
    margin: [50, 8, 50, 0],
  }
}

/** What is written where nobody has signed yet: the page must not grow when somebody does. */
const ROOM = { ar: ' ', other: ' ' }
/** The lines of a signature with the space above and below, in points: enough for whoever signs in two languages. */
const signatureHeight = ({ signature: { ar, other, stampText } }: LetterModel): number =>
  20 * (ar.length + other.length) + 100 + (stampText ? 50 : 0)

/** Who signs, and in whose name (W3): never parted from itself by a page break. */
export function signature(
  { signature: { ar, other, signedBy, stampText, initialled } }: LetterModel,
  sides: Sides,
): Content {
  const centred = { alignment: 'center' as const }
  const formulas = { ar, other }
  const both = signedBy ?? { name: ROOM, at: ROOM }
  const lines: Content[] = []
  for (let index = 0; index < Math.max(ar.length, other.length); index++) {
    for (const side of sides) {
      const line = formulas[side][index]
      const bold = index === formulas[side].length - 1
      if (line) lines.push({ ...said(side, line, { ...centred, bold }), margin: [0, 0, 0, side === 'other' ? 2 : 0] })
    }
  }
  sides.forEach((side, index) =>
    lines.push({
      ...said(side, initialled ? ' ' : both.name[side], { ...centred, bold: true }),
      margin: [0, index === 0 ? 5 : 0, 0, 0],
    }),
  )
  sides.forEach((side, index) =>
    lines.push({
      ...said(side, initialled ? ' ' : both.at[side], { ...centred, scale: 0.75, color: FAINT }),
      margin: [0, index === 0 ? 3 : 0, 0, 0],
    }),
  )
  if (stampText) lines.push(stamp(stampText))
  const [block, room] = [
    { width: COLUMN, stack: lines },
    { width: '*', text: '' },
  ]
  // At the end of the line of its language: left of Arabic, right of the others.
  const columns = isAlone(sides) && sides[0] === 'other' ? [room, block] : [block, room]
  return { columns: columns as Column[], columnGap: GUTTER, margin: [0, 6, 0, 0] }
}

function list(side: Side, label: string, items: readonly Both[], set: DigitSet): Content {
  const numbered = items.length > 1
  return {
    stack: [
      said(side, label, { bold: true, scale: 0.85, color: INK }),
      {
        stack: items.map((item, index) => {
          const number = numbered ? `${side === 'ar' ? digits(String(index + 1), set) : index + 1}. ` : ''
          return said(side, `${number}${item[side]}`, { scale: 0.85 })
        }),
        ...{ tag: 'L' },
      },
    ],
  }
}

/** Enclosures, then copies (ampliation). */
export function attachments({ enclosures, copies, digits: set = 'latn' }: LetterModel, sides: Sides): Content[] {
  return [enclosures, copies].flatMap((given) =>
    given && given.items.length > 0
      ? [
          {
            ...(across(sides, (side) => list(side, given.label[side], given.items, set), [0, 6, 0, 0]) as object),
            unbreakable: given.items.length < 12,
          } as Content,
        ]
      : [],
  )
}
