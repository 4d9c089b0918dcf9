import type { ScriptTag } from './types'

const BRACKETS: Record<string, string> = { '(': ')', '[': ']', '{': '}' }
const CLOSING = new Set(Object.values(BRACKETS))

function isArabic(code: number): boolean {
  if (code >= 0x64b && code <= 0x655) return false // vowel marks are Inherited: they follow their letter
  return (
    (code >= 0x600 && code <= 0x6ff) ||
    (code >= 0x750 && code <= 0x77f) ||
    (code >= 0x870 && code <= 0x8ff) ||
    (code >= 0xfb50 && code <= 0xfdff) ||
    (code >= 0xfe70 && code <= 0xfefc)
  )
}

function isHebrew(code: number): boolean {
  return (code >= 0x591 && code <= 0x5f4) || (code >= 0xfb1d && code <= 0xfb4f)
}

function isLatin(code: number): boolean {
  if (code === 0xd7 || code === 0xf7) return false
  return (
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a) ||
    code === 0xaa ||
    code === 0xba ||
    (code >= 0xc0 && code <= 0x24f) ||
    (code >= 0x1e00 && code <= 0x1eff)
  )
}

function scriptOf(code: number): ScriptTag | null {
  if (isArabic(code)) return 'arab'
  if (isLatin(code)) return 'latn'
  if (isHebrew(code)) return 'hebr'
  return null
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
  for (const unit of text.split('')) {
    const script = scriptOf(unit.charCodeAt(0))
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
  const fallback = first ?? 'latn'
  return found.map((script) => script ?? fallback)
}
