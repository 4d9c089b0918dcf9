import type { Names } from '../../contract/values'
import type { Term } from '../../domain/text/forms'
import type { Query } from '../../domain/text/query'
import { sql, type Reader } from '../core/sql'
import { classMark } from './marks'
import { Words } from './words'

/** A class of the filing plan as a search meets it: what its entries are marked with, and the words it is called by. */
export type ClassWords = { mark: string; tokens: readonly string[] }

/** What was made of the plan as it stood last, while the database is open: it is asked at every key. */
const made = new WeakMap<Reader, { of: string; words: ClassWords[] }>()

/**
 * The filing plan in words. An entry bears its class's mark and none of its words, so that a class that is renamed is found by its new
 * name at once, whatever it holds. The plan is everybody's; which entries are found is still asked of each (A2).
 */
export async function classWords(read: Reader): Promise<ClassWords[]> {
  const row = await sql(read).one<{ plan: string }>(
    'SELECT json_group_array(json_array(id, code, names)) AS plan FROM filingClass',
  )
  const of = row?.plan ?? '[]'
  const last = made.get(read)
  if (last?.of === of) return last.words
  const words = wordsOf(JSON.parse(of) as [string, string, string][])
  made.set(read, { of, words })
  return words
}

function wordsOf(plan: readonly [id: string, code: string, names: string][]): ClassWords[] {
  const words = new Words()
  return plan.map(([id, code, names]) => {
    const tokens: string[] = []
    for (const text of new Set([code, ...Object.values(JSON.parse(names) as Names)])) words.add(text, tokens)
    return { mark: classMark(id), tokens }
  })
}

/** The marks of the classes that are called so. */
export const marksAsked = (query: Query, classes: readonly ClassWords[]): string[] =>
  classes.flatMap(({ mark, tokens }) => (isCalled(query, tokens) ? [mark] : []))

function isCalled(query: Query, tokens: readonly string[]): boolean {
  if ('text' in query) return tokens.some((token) => fits(token, query))
  if ('phrase' in query)
    return tokens.some((_, at) => query.phrase.every((term, i) => fits(tokens[at + i] ?? '', term)))
  if ('near' in query) return query.near.every((term) => tokens.some((token) => fits(token, term)))
  if ('all' in query) return query.all.every((one) => isCalled(one, tokens))
  return query.any.some((one) => isCalled(one, tokens))
}

/** One letter is the beginning of half the plan: it names only what is called by it alone. */
const fits = (token: string, { text, whole }: Term): boolean =>
  whole || text.length < 2 ? token === text : token.startsWith(text)
