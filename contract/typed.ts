/**
 * Text as it is taken in, wherever a person types or pastes it: composed (NFC), so that two desks that write `Orléans` write the
 * same; without what nobody sees and other programs obey (controls, direction overrides, half characters). Taking it in again changes
 * nothing. `text()` and `paragraphs()` of values.ts apply it to everything that is typed, the window when it is pasted.
 */

/** One line: every line break, page break and tab is a space. */
export const lineOf = (text: string): string =>
  tidied(text.replace(/[ \u00a0]*[\t\n\r\v\f\u000e\u0085\u2028\u2029]+ */g, ' '))

/** Lines and paragraphs: what Word, old Macs and Unicode call a break is a line break. */
export const paragraphsOf = (text: string): string =>
  text
    .replace(/\r\n?|[\v\f\u000e\u0085\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .split('\n')
    .map(tidied)
    .join('\n')

function tidied(line: string): string {
  const seen = line
    // Word's cell mark parts two cells; its non-breaking hyphen is a hyphen.
    .replace(/\u0007/g, ' ')
    .replace(/\u001e/g, '-')
    .replace(UNSEEN, '')
  return paired(seen).normalize('NFC').replace(LOOSE_JOINER, '').normalize('NFC')
}

/**
 * Controls (C0, C1), half surrogate pairs, noncharacters; embeddings and overrides (U+202A–202E: they show a text in another
 * order than it has), deprecated format characters, byte order marks, annotations, invisible tags.
 */
const UNSEEN =
  /[\u0000-\u0006\u0008-\u001d\u001f\u007f-\u009f\u202a-\u202e\u206a-\u206f\ufeff\ufff9-\ufffb\ufdd0-\ufdef\p{Cs}\u{e0000}-\u{e007f}]|[\ufffe\uffff\u{1fffe}\u{1ffff}\u{10fffe}\u{10ffff}]/gu

/**
 * A joiner or non-joiner (U+200C, U+200D) means something beside a letter of Arabic, Persian or Indic script and in an emoji, and
 * hides in a word anywhere else.
 */
const JOINED = String.raw`(?:(?![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Inherited}])[\p{L}\p{M}]|\p{Extended_Pictographic}|[\u064b-\u065f\u0670\ufe0f])`
const LOOSE_JOINER = new RegExp(String.raw`(?<!${JOINED})[\u200c\u200d](?!${JOINED})`, 'gu')

/** Isolates (U+2066–2069) stay in pairs; one alone turns what follows. */
function paired(line: string): string {
  if (!/[\u2066-\u2069]/.test(line)) return line
  const chars = [...line]
  const open: number[] = []
  const alone = new Set<number>()
  chars.forEach((char, at) => {
    if (char >= '\u2066' && char <= '\u2068') open.push(at)
    else if (char === '\u2069' && open.pop() === undefined) alone.add(at)
  })
  for (const at of open) alone.add(at)
  return chars.filter((_, at) => !alone.has(at)).join('')
}
