/**
 * Text out of an old PDF may hold the shapes of its letters (U+FB50–FDFF, U+FE70–FEFC) in the order they are drawn, from left to
 * right: it looks right in no program and is found by no word. The shapes betray it: a word begins with the shape of a beginning.
 */
type Shape = 'alone' | 'last' | 'first' | 'middle'
const SHAPES: readonly Shape[] = ['alone', 'last', 'first', 'middle']

/** The letters in the order of Unicode's two blocks: where each begins, and whether it has two shapes or four. */
const shapes = new Map<string, Shape>()
for (const [start, counts] of [
  [0xfb50, '2 4 4 4 4 4 4 4 4 4 4 4 4 2 2 2 2 2 2 4 4 4 4 2 4 2 4 4 2 2'],
  [0xfbd3, '4 2 2 2 1 2 2 2 2 4 2'],
  [0xfbfc, '4'],
  [0xfe80, '1 2 2 2 2 4 2 4 2 4 4 4 4 4 2 2 2 2 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 2 2 4 2 2 2 2'],
] as const) {
  let code: number = start
  for (const count of counts.split(' ').map(Number)) {
    SHAPES.slice(0, count).forEach((shape, index) => shapes.set(String.fromCharCode(code + index), shape))
    code += count
  }
}

const WORD =
  /[\ufb50-\ufdff\ufe70-\ufefc\u0600-\u06ff]*[\ufb50-\ufdff\ufe70-\ufefc][\ufb50-\ufdff\ufe70-\ufefc\u0600-\u06ff]*/g

/** The text as it was written; null when nothing in it stands reversed. */
export function turned(text: string): string | null {
  const words = text.match(WORD) ?? []
  if (!words.some(isReversed)) return null
  return text
    .split('\n')
    .map((line) => {
      const found = line.match(WORD) ?? []
      if (!found.some(isReversed)) return line
      // Where every word is drawn from the left, the words are too.
      if (found.every((word) => isReversed(word) || !isJoined(word))) return wholeLine(line)
      return line.replace(WORD, (word) => (isReversed(word) ? backwards(word) : word)).normalize('NFC')
    })
    .join('\n')
}

const isReversed = (word: string): boolean => joins(word, 'drawn') > joins(word, 'written')
const isJoined = (word: string): boolean => joins(word, 'written') > 0

/** How many neighbours join, read in the order of writing or of drawing. */
function joins(word: string, order: 'written' | 'drawn'): number {
  const chars = [...word].filter((char) => !/\p{M}/u.test(char))
  return chars.filter((char, index) => {
    const next = chars[index + 1]
    const [before, after] = order === 'written' ? [char, next] : [next, char]
    const opens = before === undefined ? undefined : shapes.get(before)
    const closes = after === undefined ? undefined : shapes.get(after)
    return (opens === 'first' || opens === 'middle') && (closes === 'last' || closes === 'middle')
  }).length
}

const backwards = (text: string): string => [...text].reverse().join('').normalize('NFKC')

const MIRRORED: Record<string, string> = {
  '(': ')',
  ')': '(',
  '[': ']',
  ']': '[',
  '«': '»',
  '»': '«',
  '<': '>',
  '>': '<',
}
/** Backwards, with figures and Latin left in their order and brackets turned. */
function wholeLine(line: string): string {
  const pieces =
    line.match(/[\p{Script=Latin}\p{Nd}](?:[\p{Script=Latin}\p{Nd}./:,@_-]*[\p{Script=Latin}\p{Nd}])?|[^]/gu) ?? []
  return pieces
    .reverse()
    .map((piece) => MIRRORED[piece] ?? piece)
    .join('')
    .normalize('NFKC')
}
