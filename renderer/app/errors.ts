import { AppError, type ErrorCode, type Params } from '../../contract/errors'
import { isLegalDate } from '../../domain/text/dates'
import { useFormat } from './format'
import { i18n } from './i18n'

/** A sentence about what went wrong, and the report number when there is one. */
export type Trouble = { text: string; reportId: string | null }

/** What decides the plural form of a sentence: «wait 1 second», «wait 30 seconds». */
const counted = ['waitSeconds', 'minutes', 'min', 'operations'] as const

/** What main names by a code is shown by its word in the reader's language. */
const named: Record<string, string> = {
  field: 'values.fields',
  part: 'values.letterParts',
  letterField: 'values.letterFields',
  templatePart: 'values.templateParts',
  templateField: 'templates.field',
  language: 'values.languages',
  what: 'values.powers',
  reason: 'errors.reasons',
  register: 'values.registerKinds',
}

/** What the register itself writes: in the reader's digits. Anything else is quoted as it is. */
const ours = new Set(['number', 'register'])

/** Says an error in the reader's words. Anything that is not one of ours is `unexpected`. */
export function useErrors() {
  const format = useFormat()
  const { t, te } = i18n.global

  function show(name: string, value: string | number): string {
    if (typeof value === 'number') return name === 'year' ? `\u2068${format.digits(value)}\u2069` : format.number(value)
    const group = named[name]
    if (group) {
      const key = `${group}.${value.split('.').at(-1) ?? value}`
      if (te(key)) return t(key)
      // A code nobody has a word for would be English in an Arabic sentence.
      if (name !== 'register') return t(`${group}.other`)
    }
    if (isLegalDate(value)) return format.longDate(value)
    // Isolated: a file name or a reference must not reorder the sentence around it.
    return `\u2068${ours.has(name) ? format.digits(value) : value}\u2069`
  }

  function say(code: ErrorCode, params: Params = {}): string {
    const shown = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, show(name, value)]))
    const by = counted.find((name) => typeof params[name] === 'number')
    const key = `errors.${code}`
    return by ? t(key, shown, Number(params[by])) : t(key, shown)
  }

  function explain(error: unknown): Trouble {
    if (error instanceof AppError) return { text: say(error.code, error.params), reportId: error.reportId ?? null }
    // A fault of the window itself has no report in main's log; the console keeps it for the helpdesk.
    console.error(error)
    return { text: say('unexpected'), reportId: null }
  }

  return { say, explain }
}

export const codeOf = (error: unknown): ErrorCode => (error instanceof AppError ? error.code : 'unexpected')
