import type { Content } from 'pdfmake/interfaces'
import type { Both } from '../../pdf/text'
import type { LetterModel } from './model'
import { typeset } from './prose'
import { FAINT, GUTTER, INK, COLUMN, said, sideBySide, textOf, type Side } from '../../pdf/style'

/** About ten lines: a shorter pair moves to the next page whole, a longer one is allowed to break. */
const KEPT_WHOLE = 420

/** A space wider than this tears a line apart: it is left ragged instead. */
const RAGGED = { mostStretch: 0.9 }

/**
 * The paragraphs, pair by pair, the two languages starting together on every page, and the signature: two lines of text go with
 * it wherever it goes.
 */
export function body(model: LetterModel): Content[] {
  const { paragraphs, languages } = model
  const isShort = ({ ar, other }: LetterModel['paragraphs'][number]): boolean =>
    Math.max(textOf(ar).length, textOf(other).length) <= KEPT_WHOLE
  const pair = ({ ar, other }: LetterModel['paragraphs'][number], keepsBelow = 0): object => {
    const kept = { ...RAGGED, keepsBelow }
    return sideBySide(
      { ...said('other', typeset(other, languages.second), { alignment: 'justify' }), ...kept },
      { ...said('ar', typeset(ar, 'ar'), { alignment: 'justify' }), ...kept },
      [0, 0, 0, 6],
    ) as object
  }
  const last = paragraphs.at(-1)
  const before = paragraphs.slice(0, -1).map((one) => ({ ...pair(one), unbreakable: isShort(one) }) as Content)
  if (!last) return [signature(model)]
  if (isShort(last)) return [...before, { stack: [pair(last), signature(model)] as Content[], unbreakable: true }]
  return [...before, pair(last, signatureHeight(model)) as Content, { stack: [signature(model)], unbreakable: true }]
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
function signature({ signature: { ar, other, signedBy, stampText } }: LetterModel): Content {
  const centred = { alignment: 'center' as const }
  const lines: Content[] = []
  for (let index = 0; index < Math.max(ar.length, other.length); index++) {
    const [arabic, second] = [ar[index], other[index]]
    const bold = index === Math.max(ar.length, other.length) - 1
    if (arabic) lines.push(said('ar', arabic, { ...centred, bold }))
    if (second) lines.push({ ...said('other', second, { ...centred, bold }), margin: [0, 0, 0, 2] })
  }
  const { name, at } = signedBy ?? { name: ROOM, at: ROOM }
  lines.push({ ...said('ar', name.ar, { ...centred, bold: true }), margin: [0, 5, 0, 0] })
  lines.push(said('other', name.other, { ...centred, bold: true }))
  lines.push({ ...said('ar', at.ar, { ...centred, scale: 0.75, color: FAINT }), margin: [0, 3, 0, 0] })
  lines.push(said('other', at.other, { ...centred, scale: 0.75, color: FAINT }))
  if (stampText) lines.push(stamp(stampText))
  return {
    columns: [
      { width: COLUMN, stack: lines },
      { width: '*', text: '' },
    ],
    columnGap: GUTTER,
    margin: [0, 6, 0, 0],
  }
}

function list(side: Side, label: string, items: readonly Both[]): Content {
  const numbered = items.length > 1
  return {
    stack: [
      said(side, label, { bold: true, scale: 0.85, color: INK }),
      {
        stack: items.map((item, index) =>
          said(side, `${numbered ? `${index + 1}. ` : ''}${item[side]}`, { scale: 0.85 }),
        ),
        ...{ tag: 'L' },
      },
    ],
  }
}

/** Enclosures, then copies (ampliation). */
export function attachments({ enclosures, copies }: LetterModel): Content[] {
  return [enclosures, copies].flatMap((given) =>
    given && given.items.length > 0
      ? [
          {
            ...(sideBySide(
              list('other', given.label.other, given.items),
              list('ar', given.label.ar, given.items),
              [0, 6, 0, 0],
            ) as object),
            unbreakable: given.items.length < 12,
          } as Content,
        ]
      : [],
  )
}
