import type { Column, Content, TableCell } from 'pdfmake/interfaces'
import { isolate } from '../../pdf/isolate'
import { mirrorRtl } from '../../pdf/mirror'
import { FAINT, INK, ratioOf, said, textOf, type Side } from '../../pdf/style'
import type { Piece } from '../../pdf/text'
import type { Block } from './model'
import { typeset } from './prose'

type List = Extract<Block, { kind: 'list' }>
type Table = Extract<Block, { kind: 'table' }>
type How = {
  side: Side
  language: Parameters<typeof typeset>[1]
  /** Of the letters, and how wide the text runs, in points. */
  scale: number
  width: number
  /** What all lines of running text share. */
  prose: object
  /** What follows, that the last two lines go with, in points. */
  keepsBelow: number
}

/** Two lines of what is under a heading go with it. */
const UNDER_HEADING = 44

/** What a paragraph is made of, one under the other. */
export function stacked(blocks: readonly Block[], how: How): Content {
  return {
    stack: blocks.map((block, at) => {
      const own = { ...how, keepsBelow: at === blocks.length - 1 ? how.keepsBelow : 0 }
      const margin: [number, number, number, number] = [0, at === 0 ? 0 : 3, 0, 0]
      return { ...(drawn(block, own) as object), margin } as Content
    }),
  }
}

function drawn(block: Block, how: How): Content {
  const { side, scale, keepsBelow } = how
  if (block.kind === 'list') return list(block.items, how, WIDTH)
  if (block.kind === 'table') return table(block, how)
  if (block.kind === 'text') return words(block.pieces, how)
  const heading = said(side, block.pieces, { bold: true, scale: scale * 1.04, tag: 'H2' })
  return { ...heading, ...{ keepsBelow: Math.max(UNDER_HEADING, keepsBelow) } }
}

const words = (pieces: readonly Piece[], { side, language, scale, prose, keepsBelow }: How): Content => ({
  ...said(side, typeset(pieces, language), { alignment: 'justify', scale }),
  ...{ ...prose, keepsBelow },
})

/** Where the text of an item begins, in em: after a bullet, a number of two figures, one of the second rank. */
const WIDTH = { bullet: 1.1, number: 1.7 }
const WIDTH_WITHIN = { bullet: 1.1, number: 2.3 }

function list(
  items: readonly (List['items'][number] | Omit<List['items'][number], 'items'>)[],
  how: How,
  widths: typeof WIDTH,
): Content {
  const { side, scale } = how
  const em = ratioOf(side).fontSize * scale
  const isNumbered = items.some(({ number }) => number !== null)
  const width = em * (isNumbered ? widths.number : widths.bullet)
  return {
    stack: items.map((item, at) => {
      const within = 'items' in item && item.items.length > 0 ? item.items : null
      const own = { ...how, keepsBelow: at === items.length - 1 ? how.keepsBelow : 0 }
      const label: Column = { width, ...said(side, labelOf(item.number, widths === WIDTH), { scale }) }
      const body: Column = {
        width: '*',
        stack: [
          words(item.pieces, within ? { ...own, keepsBelow: 0 } : own),
          ...(within ? [list(within, { ...own, width: how.width - width }, WIDTH_WITHIN)] : []),
        ],
      }
      return {
        columns: side === 'ar' ? [body, label] : [label, body],
        columnGap: 0,
        margin: [0, at === 0 ? 0 : 1.5, 0, 0],
        ...{ tag: 'LI', ...(side === 'ar' && { _rtl: true }) },
      }
    }),
    ...{ tag: 'L' },
  }
}

const labelOf = (number: string | null, isFirstRank: boolean): string =>
  number === null ? (isFirstRank ? '•' : '–') : `${isolate(number)}.`

/** Characters of a cell whose row is not parted by a page. */
const LONG_CELL = 300

/** Around the words of a cell, in points. */
const PADDING = 4
const SMALLER = 0.92

function table({ rows, heads, columns }: Table, { side, language, scale, width }: How): Content {
  const size = scale * SMALLER
  const body = rows.map((row, at) =>
    row.map((cell): TableCell => {
      if (!cell) return ''
      const isHead = at < heads
      const text = typeset(cell.pieces, language)
      return {
        ...said(side, text, {
          scale: size,
          alignment: alignmentOf(cell.pieces, side, isHead),
          ...(isHead && { bold: true }),
        }),
        colSpan: cell.across,
        rowSpan: cell.down,
      }
    }),
  )
  const em = ratioOf(side).fontSize * size
  const made = {
    table: {
      headerRows: heads,
      keepWithHeaderRows: heads > 0 ? 1 : 0,
      // A cell longer than that may fill a page: its row goes on on the next.
      dontBreakRows: rows.flat().every((cell) => !cell || textOf(cell.pieces).length <= LONG_CELL),
      widths: widthsOf(rows, columns, width, em),
      body,
    },
    layout: {
      hLineWidth: (line: number) => (line === heads && heads > 0 ? 1 : 0.5),
      vLineWidth: () => 0.5,
      hLineColor: (line: number) => (line === heads && heads > 0 ? INK : FAINT),
      vLineColor: () => FAINT,
      paddingLeft: () => PADDING,
      paddingRight: () => PADDING,
      paddingTop: () => 1,
      paddingBottom: () => 2,
    },
  }
  return side === 'ar' ? mirrorRtl({ ...made, ...{ direction: 'rtl' } } as Content, 'rtl') : (made as Content)
}

const FIGURES = /^[\s\d\u0660-\u0669.,:/%+()\u00a0\u202f\u2066-\u2069-]+$/u

/** Units stand under units, in either direction; a head stands over its column. */
function alignmentOf(pieces: readonly Piece[], side: Side, isHead: boolean): 'left' | 'right' | 'center' {
  if (isHead) return 'center'
  const text = textOf(pieces)
  return side === 'ar' || (text !== '' && FIGURES.test(text)) ? 'right' : 'left'
}

/** What is never parted: a value that stands as one thing, a word. */
const unitsOf = (pieces: readonly Piece[]): string[] =>
  pieces.flatMap((piece) => ('value' in piece ? [piece.value] : piece.text.split(/[\s\u200b]+/)))

/** About how wide a text is, in em of Amiri: figures are wider than letters, Arabic ones join. */
const emsOf = (text: string): number =>
  Array.from(text).reduce((sum, one) => sum + (/[\d\u0660-\u0669A-Z%]/.test(one) ? 0.58 : 0.47), 0)

/** A column is wide enough for its longest word, and shares what is left by how much more it says. `em` in points. */
function widthsOf(rows: Table['rows'], columns: number, width: number, em: number): number[] {
  const room = width - columns * 2 * PADDING - (columns + 1) * 0.5
  const cells = Array.from({ length: columns }, (_, at) =>
    rows.flatMap((row) => (row[at]?.across === 1 ? [row[at].pieces] : [])),
  )
  const widest = (texts: readonly string[]): number => Math.max(1.2, ...texts.map(emsOf)) * em
  const least = cells.map((all) => widest(all.flatMap(unitsOf)))
  const whole = cells.map((all, at) => Math.max(least[at] ?? 0, widest(all.map(textOf))))
  const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0)
  if (sum(least) >= room) return least.map((one) => (one * room) / sum(least))
  if (sum(whole) <= room) return whole.map((one) => (one * room) / sum(whole))
  const more = whole.map((one, at) => Math.sqrt(one - (least[at] ?? 0)))
  return least.map((one, at) => one + ((room - sum(least)) * (more[at] ?? 0)) / sum(more))
}
