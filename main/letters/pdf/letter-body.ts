import type { Content } from 'pdfmake/interfaces'
import type { Both } from '../../pdf/text'
import type { LetterModel } from './model'
import { FAINT, GUTTER, INK, COLUMN, said, sideBySide, textOf, type Side } from '../../pdf/style'

/** About ten lines: a shorter pair moves to the next page whole, a longer one is allowed to break. */
const KEPT_WHOLE = 420

/** The paragraphs, pair by pair: the two languages start together on every page. */
export function body({ paragraphs }: LetterModel): Content[] {
  return paragraphs.map(({ ar, other }) => ({
    ...(sideBySide(
      said('other', other, { alignment: 'justify' }),
      said('ar', ar, { alignment: 'justify' }),
      [0, 0, 0, 7],
    ) as object),
    unbreakable: Math.max(textOf(ar).length, textOf(other).length) <= KEPT_WHOLE,
  })) as Content[]
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

/** Who signs, and in whose name (W3): never parted from itself by a page break, and never alone with nothing above it. */
export function signature({ signature: { ar, other, signedBy, stampText } }: LetterModel): Content {
  const centred = { alignment: 'center' as const }
  const lines: Content[] = []
  for (let index = 0; index < Math.max(ar.length, other.length); index++) {
    const [arabic, second] = [ar[index], other[index]]
    const bold = index === Math.max(ar.length, other.length) - 1
    if (arabic) lines.push(said('ar', arabic, { ...centred, bold }))
    if (second) lines.push({ ...said('other', second, { ...centred, bold }), margin: [0, 0, 0, 2] })
  }
  if (signedBy) {
    lines.push({ ...said('ar', signedBy.name.ar, { ...centred, bold: true }), margin: [0, 12, 0, 0] })
    lines.push(said('other', signedBy.name.other, { ...centred, bold: true }))
    lines.push({ ...said('ar', signedBy.at.ar, { ...centred, scale: 0.75, color: FAINT }), margin: [0, 3, 0, 0] })
    lines.push(said('other', signedBy.at.other, { ...centred, scale: 0.75, color: FAINT }))
  }
  if (stampText) lines.push(stamp(stampText))
  return {
    columns: [
      { width: COLUMN, stack: lines },
      { width: '*', text: '' },
    ],
    columnGap: GUTTER,
    margin: [0, 14, 0, 10],
    unbreakable: true,
  }
}

function list(side: Side, label: string, items: readonly Both[]): Content {
  const numbered = items.length > 1
  return {
    stack: [
      said(side, label, { bold: true, scale: 0.85, color: INK }),
      ...items.map((item, index) => said(side, `${numbered ? `${index + 1}. ` : ''}${item[side]}`, { scale: 0.85 })),
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
              [0, 0, 0, 6],
            ) as object),
            unbreakable: given.items.length < 12,
          } as Content,
        ]
      : [],
  )
}
