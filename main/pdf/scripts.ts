import type { ScriptTag } from './types'

const BRACKETS: Record<string, string> = { '(': ')', '[': ']', '{': '}' }
const CLOSING = new Set(Object.values(BRACKETS))

/** In the order in which a ministry's letter is likely to hold them. */
const SCRIPTS: [ScriptTag, RegExp][] = [
  // Also what Arabic shares with Syriac and Thaana: its comma, its figures, its tatweel.
  ['Arab', /[\p{scx=Arabic}\u0600-\u0605\u0660-\u0669]/u],
  ['Latn', /\p{Script=Latin}/u],
  ['Tfng', /\p{Script=Tifinagh}/u],
  ['Grek', /\p{Script=Greek}/u],
  ['Cyrl', /\p{Script=Cyrillic}/u],
  ['Hebr', /\p{Script=Hebrew}/u],
]
/** Marks follow their letter, whatever it is. */
const INHERITED = /\p{Script=Inherited}/u

const known = new Map<string, ScriptTag | null>()

function scriptOf(unit: string): ScriptTag | null {
  let script = known.get(unit)
  if (script === undefined) {
    script = INHERITED.test(unit) ? null : (SCRIPTS.find(([, letters]) => letters.test(unit))?.[0] ?? null)
    known.set(unit, script)
  }
  return script
}

/**
 * The script of every UTF-16 unit (UAX #24): Common characters take the script in force, those before the first letter the script
 * of that letter; a closing bracket takes that of its opening one, else the two halves could be drawn in two designs.
 */
export function scriptsOf(text: string): ScriptTag[] {
  const found: (ScriptTag | null)[] = []
  const open: { closing: string; script: ScriptTag | null }[] = []
  let current: ScriptTag | null = null
  let first: ScriptTag | null = null
  for (let at = 0; at < text.length; at++) {
    const unit = text.charAt(at)
    const script = scriptOf(unit)
    const closing = BRACKETS[unit]
    if (script) {
      current = script
      first ??= script
    } else if (closing) {
      open.push({ closing, script: current })
    } else if (CLOSING.has(unit)) {
      const match = open.map((bracket) => bracket.closing).lastIndexOf(unit)
      if (match >= 0) {
        current = open[match]?.script ?? null
        open.length = match
      }
    }
    found.push(current)
  }
  const fallback = first ?? 'Zyyy'
  return found.map((script) => script ?? fallback)
}
