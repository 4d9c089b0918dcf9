import { holds } from '../../domain/text/highlight'
import type { Block, Section } from './guide'

export type Hits = { title: string; rows: Block[] }[]

/** What of a guide holds every word of the query, folded as the program's own search folds, under the chapter it stands in. */
export const hitsIn = (guide: readonly Section[], query: string): Hits =>
  guide
    .map(({ title, blocks }) => ({ title, rows: blocks.filter(({ text }) => holds(text, query)) }))
    .filter(({ rows }) => rows.length > 0)
