import { readFile, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { NameBook } from '../../domain/text/names/book'
import { spelled } from '../../domain/text/names/letters'
import { packed, unpacked } from '../../domain/text/names/model'
import { learnModel, type Written } from '../../domain/text/names/training'
import type { Command } from './command'

const MATCH = 'npm run diwan -- names match --candidates FILE --queries FILE [--top 10]'

/** For each name of a list, the names most like it in others: one JSON line each, the likest first. */
export const namesMatch: Command['run'] = async (args, { namesFile }) => {
  const { candidates, queries, top, columns } = matchOptions(args)
  const book = new NameBook(unpacked(await readFile(namesFile)))
  const names: string[] = []
  for (const name of new Set((await Promise.all(candidates.map((file) => namesIn(file, columns.candidates)))).flat())) {
    book.add(name)
    names.push(name)
  }
  for (const query of await namesIn(queries, columns.queries)) {
    const matches = book.likeliest(query, top).map(({ id, score }) => ({ name: names[id], score: rounded(score) }))
    process.stdout.write(`${JSON.stringify({ query, matches })}\n`)
  }
}

const rounded = (score: number): number => Math.round(score * 1e6) / 1e6

function matchOptions(args: string[]) {
  const { values } = parsed(args)
  const whole = (name: 'top' | 'candidates-column' | 'queries-column', otherwise: number): number => {
    const text = values[name]
    if (text === undefined) return otherwise
    if (/^\d{1,4}$/.test(text) && Number(text) > 0) return Number(text)
    throw new Error(`--${name} wants a number from 1 on, not "${text}".`)
  }
  if (!values.candidates?.length || !values.queries) throw new Error(`Usage: ${MATCH}`)
  return {
    candidates: values.candidates,
    queries: values.queries,
    top: whole('top', 10),
    columns: { candidates: whole('candidates-column', 0), queries: whole('queries-column', 0) },
  }
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        candidates: { type: 'string', multiple: true },
        queries: { type: 'string' },
        top: { type: 'string' },
        'candidates-column': { type: 'string' },
        'queries-column': { type: 'string' },
      },
    })
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : ''} Usage: ${MATCH}`)
  }
}

/** The lines of a text file that have something on them. @param column of tab-separated lines, from 1; 0: the whole line */
async function namesIn(file: string, column: number): Promise<string[]> {
  const lines = (await textOf(file)).split(/\r\n|[\n\r]/).filter((line) => line.trim() !== '')
  return lines
    .map((line) => (column === 0 ? line : (line.split('\t')[column - 1] ?? '')).trim())
    .filter((name) => name !== '')
}

async function textOf(file: string): Promise<string> {
  const bytes = await readFile(resolve(file)).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      error.code === 'ENOENT' ? `There is no file ${file}.` : `${file} cannot be read (${error.code ?? 'unknown'}).`,
    )
  })
  if (bytes.includes(0)) throw new Error(`${basename(file)} is not a text file: one name a line, in UTF-8.`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Error(`${basename(file)} is not UTF-8 text: save it again as UTF-8, one name a line.`)
  }
}

/**
 * Learns the sounds of names anew, from the pairs in a folder that is read in place. No word asked for in the held-out pairs is
 * learned from, wherever else it stands: what is measured on them was never seen.
 */
export const namesTrain: Command['run'] = async ([folder = ''], { namesFile }) => {
  const table = async (name: string) => (await namesIn(join(folder, name), 0)).map((line) => line.split('\t'))
  const held = new Set((await table('names/ar2en-eval.txt')).map(([, latin = '']) => spelled(latin)))
  const checked = (await table('names/ar2en-train.txt')).map(([arabic = '', latin = '']): Written => ({
    arabic,
    latin,
    times: 1,
  }))
  const mined = (await table('person-names/wikidata_name_tokens.tsv'))
    .map(([latin = '', arabic = '', times]): Written => ({ arabic, latin, times: Number(times) }))
    .filter(({ latin, times }) => times > 0 && !held.has(spelled(latin)))
  const bytes = packed(learnModel(checked, mined))
  await writeFile(namesFile, bytes)
  console.log(`${checked.length} checked and ${mined.length} mined pairs: ${bytes.length} bytes in ${namesFile}`)
}
