import { AppError, type ErrorCode } from '../../contract/errors'
import type { LetterContent } from '../../contract/letters'
import { checkFields } from '../letters/fields'
import { checkComplete } from '../letters/flow'
import { sidesOf } from '../letters/layout'
import type { RunLine } from './line'

export type Refused = { code: ErrorCode; params?: Record<string, string | number> }

type Asked = {
  byPost: boolean
  /** The earlier line with the same addressee, from 0. */
  repeats: number | null
  /** The letter to this one; what it throws is why there is none. */
  content: () => LetterContent
  /** The fields of the text that say nothing for this one. */
  emptyFields: () => readonly string[]
  /** Characters no font of ours draws. */
  missing: ReadonlySet<string>
}

/**
 * Why this addressee gets no letter, before anything is numbered; null = they do. P4 is asked first: of somebody who is not to be
 * contacted nothing else is said.
 */
export function refusal(line: RunLine, { byPost, repeats, content, emptyFields, missing }: Asked): Refused | null {
  if (line.reach === 'never') return { code: 'do-not-contact' }
  if (!line.ar && !line.other) return { code: 'run-no-name' }
  if (repeats !== null) return { code: 'run-duplicate', params: { line: repeats + 1 } }
  if (byPost && (!line.address || !(line.city || line.countryCode))) return { code: 'run-no-address' }
  try {
    const letter = content()
    checkComplete(letter)
    checkFields(letter, null)
    const undrawn = [...graphemesOf(letter, line)].filter((one) => missing.has(one))
    if (undrawn.length > 0) return { code: 'letter-glyphs', params: { characters: undrawn.slice(0, 12).join(' ') } }
    return null
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const [templateField] = error.code === 'letter-blank' ? emptyFields() : []
    if (templateField !== undefined) return { code: 'run-field-empty', params: { templateField } }
    return { code: error.code, ...(error.params && { params: error.params }) }
  }
}

const segments = new Intl.Segmenter('ar', { granularity: 'grapheme' })
/** Letters and figures every font of ours has: most of any letter. */
const SURE = '\\n\\x20-\\x7eء-غف-ي٠-٩À-ÿ’،؛؟'
const KNOWN = new RegExp(`^[${SURE}]$`, 'u')
const ALL_KNOWN = new RegExp(`^[${SURE}]*$`, 'u')

/** What of a letter and of where it goes is not surely drawn, each once. */
export function graphemesOf(content: LetterContent, line: Pick<RunLine, 'ar' | 'other'>): Set<string> {
  const texts = [content.subject, content.addressee, ...content.paragraphs, ...content.enclosures]
  const all = [line.ar, line.other, ...texts.flatMap((text) => sidesOf(content).map((side) => text[side]))].join('\n')
  const found = new Set<string>()
  if (ALL_KNOWN.test(all)) return found
  for (const { segment } of segments.segment(all)) if (!KNOWN.test(segment)) found.add(segment)
  return found
}
