import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { bidi } from './bidi'
import { visualOrder } from './reorder'

/** Debian's unicode-data; the lines are described in the file's head. */
const FILE = '/usr/share/unicode/BidiCharacterTest.txt'
const DIRECTIONS = ['ltr', 'rtl', 'auto'] as const

const numbers = (field: string): number[] => (field.trim() === '' ? [] : field.trim().split(' ').map(Number))

/** What is not as the Unicode Consortium says, as the lines of its file. */
function wrongLines(file: string): { lines: number; wrong: string[] } {
  let lines = 0
  const wrong: string[] = []
  for (const line of file.split('\n')) {
    if (line === '' || line.startsWith('#')) continue
    lines++
    const [characters = '', direction = '', paragraph = '', levels = '', order = ''] = line.split(';')
    const given = characters.split(' ').map((code) => String.fromCodePoint(parseInt(code, 16)))
    const found = bidi.getEmbeddingLevels(given.join(''), DIRECTIONS[Number(direction)])
    // One level a character: those of surrogate pairs stand twice.
    let at = 0
    const each = given.map((character) => {
      const level = found.levels[at] ?? 0
      at += character.length
      return level
    })
    const expected = levels.split(' ')
    const kept = each.flatMap((level, index) => (expected[index] === 'x' ? [] : [{ level, index }]))
    const ordered = visualOrder(kept.map(({ level }) => level)).map((place) => kept[place]?.index)
    const right =
      found.paragraphs[0]?.level === Number(paragraph) &&
      kept.every(({ level, index }) => String(level) === expected[index]) &&
      ordered.join() === numbers(order).join()
    if (!right) wrong.push(line)
  }
  return { lines, wrong }
}

const given = existsSync(FILE)
const title = 'levels and order of every line of BidiCharacterTest (UAX #9)'
test.skipIf(!given)(given ? title : `${title}: SKIPPED, apt-get install unicode-data`, () => {
  const { lines, wrong } = wrongLines(readFileSync(FILE, 'utf8'))
  expect(wrong).toEqual([])
  expect(lines).toBeGreaterThan(90_000)
})
