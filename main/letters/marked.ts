import { blocksOf, type Block, type Item } from '../../domain/letters/marks/blocks'
import type { Run } from '../../domain/letters/marks/model'
import { parseMarked } from '../../domain/letters/marks/parse'
import type { Format } from '../../domain/text/dates'
import { digits } from '../../domain/text/digits'
import type { Block as SetBlock, LetterModel } from './pdf/model'
import type { Piece } from '../pdf/text'

type Paragraph = LetterModel['paragraphs'][number]
/** How the words of a language are filled in, and in which figures. */
type Filling = [fill: (text: string, format: Format) => Piece[], format: Format]

/** A paragraph of a marked letter; where both its languages are words alone, it is set as any other. */
export function markedParagraph(text: { ar: string; other: string }, by: { ar: Filling; other: Filling }): Paragraph {
  const ar = blocksOf(parseMarked(text.ar)).map((block) => filled(block, by.ar))
  const other = blocksOf(parseMarked(text.other)).map((block) => filled(block, by.other))
  const words = { ar: piecesOf(ar), other: piecesOf(other) }
  const isWords = [ar, other].every((blocks) => blocks.every(({ kind }) => kind === 'text') && blocks.length < 2)
  return isWords ? words : { ...words, blocks: { ar, other } }
}

function filled(block: Block, [fill, format]: Filling): SetBlock {
  const said = (runs: readonly Run[]): Piece[] =>
    runs.flatMap(({ text, ...style }) => fill(text, format).map((piece) => ({ ...piece, ...style })))
  const item = ({ number, runs }: Item) => ({
    number: number === null ? null : digits(number, format.digits),
    pieces: said(runs),
  })
  switch (block.kind) {
    case 'list':
      return { kind: 'list', items: block.items.map((one) => ({ ...item(one), items: one.items.map(item) })) }
    case 'table':
      return {
        ...block,
        rows: block.rows.map((row) => row.map((cell) => cell && { ...without(cell), pieces: said(cell.runs) })),
      }
    default:
      return { kind: block.kind, pieces: said(block.runs) }
  }
}

const without = ({ across, down }: { across: number; down: number }) => ({ across, down })

/** The words of all blocks, a line each: how long a paragraph is, and what it says. */
function piecesOf(blocks: readonly SetBlock[]): Piece[] {
  const lines = blocks.flatMap((block): Piece[][] => {
    if (block.kind === 'list')
      return block.items.flatMap(({ pieces, items }) => [pieces, ...items.map((one) => one.pieces)])
    if (block.kind === 'table') return block.rows.map((row) => row.flatMap((cell) => cell?.pieces ?? []))
    return [block.pieces]
  })
  return lines.flatMap((pieces, at) => (at === 0 ? pieces : [{ text: '\n' }, ...pieces]))
}
