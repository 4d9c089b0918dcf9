import { fates, retentionEvents, type FilingShape } from '../../../contract/filing'
import type { PlanMapping, PlanRefusal, PlanUse } from '../../../contract/plan-import'
import { lineOf } from '../../../contract/typed'
import { faultOf, textOf, type Row } from '../../sheets/cell'
import { digits } from '../../text/digits'
import { normalise } from '../../text/normalise'

/** A class as a row has it; above which code it stands, where a column says so (null: at the top, undefined: no column). */
export type PlanRow = { line: number; shape: Omit<FilingShape, 'parentId'>; parentCode: string | null | undefined }

type Fate = FilingShape['fate']
type Event = FilingShape['event']

/** Read in this order: "a sample is kept and the rest destroyed" has the words of two. */
const FATES: readonly (readonly [Fate, RegExp])[] = [
  ['sample', /عين[هة]|فرز|انتقاء|\btri\b|echantillon|sample|sampling|muestr|selecci/],
  ['destroy', /اتلاف|اباده|elimin|destr|^d$/],
  ['transfer', /احاله|تحويل|ترحيل|دفع الي|versement|transf|archives? nationales|national archives/],
  ['keep', /دايم|نهايي|permanent|definiti|illimite|for ever|forever|conserv|^keep|^c$/],
]
const EVENTS: readonly (readonly [Event, RegExp])[] = [
  ['matter', /اخر|اغلاق|اقفال|انتهاء|dernier|cloture|fin d|last|clos|ultim|cierre/],
  ['registration', /قيد|تسجيل|ورود|تاريخ|enregistrement|creation|registration|registro|date/],
]

const folded = (text: string): string => normalise(text).replace(/\s+/g, ' ').trim()
function wordOf<T extends string>(
  text: string,
  said: readonly (readonly [T, RegExp])[],
  codes: readonly T[],
): T | null {
  const word = folded(text)
  return codes.find((code) => code === word) ?? said.find(([, form]) => form.test(word))?.[0] ?? null
}

/** 5, ٥, "5 ans", "٥ سنوات"; nothing of months, and nothing beyond two hundred years. */
function yearsOf(text: string): number | null {
  const found = /^(\d{1,3})(?:[.,]0+)?\s*(?:ans?|annees?|years?|anos?|سن[هة]|سنوات|سنتان|عام|اعوام)?\.?$/.exec(
    folded(digits(text, 'latn')),
  )
  const years = found ? Number(found[1]) : NaN
  return years <= 200 ? years : null
}

/**
 * One row of a plan: the class it says, or everything that is wrong with it; a value is never bent until it fits. A row that says neither
 * years nor a fate is a heading of the plan, and what is classed in it by mistake is kept (R1).
 */
export function readPlanRow(row: Row, { columns, event, fate }: PlanMapping): PlanRow | { refusals: PlanRefusal[] } {
  const refusals: PlanRefusal[] = []
  const refuse = (use: PlanUse, reason: PlanRefusal['reason']): void => {
    const at = columns.indexOf(use)
    const value = at < 0 ? '' : textOf(row.cells[at]).slice(0, 200)
    refusals.push({ line: row.line, column: at < 0 ? null : at, value, reason })
  }
  for (const [at, use] of columns.entries()) {
    const fault = use === 'none' ? null : faultOf(row.cells[at])
    if (fault) refuse(use, fault)
  }
  const textIn = (use: PlanUse, most: number): string => {
    const at = columns.indexOf(use)
    const text = at < 0 ? '' : lineOf(textOf(row.cells[at])).replace(/\s+/g, ' ').trim()
    if ([...text].length > most) refuse(use, 'too-long')
    return text
  }
  const code = textIn('code', 20)
  if (code === '') refuse('code', 'code-missing')
  const said = {
    ar: textIn('nameAr', 200),
    fr: textIn('nameFr', 200),
    en: textIn('nameEn', 200),
    es: textIn('nameEs', 200),
  }
  // Arabic is always there, and the others fall back to it.
  const names = { ...said, ar: said.ar || said.fr || said.en || said.es }
  if (names.ar === '') refuse(columns.includes('nameAr') ? 'nameAr' : 'nameFr', 'name-missing')
  const asked = { active: textIn('active', 80), intermediate: textIn('intermediate', 80), fate: textIn('fate', 300) }
  const isHeading = asked.active === '' && asked.intermediate === '' && asked.fate === ''
  const then = isHeading ? 'keep' : asked.fate === '' ? fate : wordOf(asked.fate, FATES, fates)
  if (then === null) refuse('fate', 'fate-unknown')
  const years = { active: 0, intermediate: 0 }
  for (const use of ['active', 'intermediate'] as const) {
    const read = asked[use] === '' ? 0 : yearsOf(asked[use])
    if (read === null) refuse(use, 'years-unreadable')
    else years[use] = read
  }
  if (asked.active === '' && asked.intermediate === '' && then !== 'keep' && then !== null)
    refuse('active', 'years-missing')
  const from = textIn('event', 300)
  const counted = from === '' ? event : wordOf(from, EVENTS, retentionEvents)
  if (counted === null) refuse('event', 'event-unknown')
  const basis = textIn('basis', 300)
  const above = textIn('parent', 20)
  if (refusals.length > 0 || then === null || counted === null) return { refusals }
  const shape = { code, names, ...years, event: counted, fate: then, basis }
  return { line: row.line, shape, parentCode: columns.includes('parent') ? above || null : undefined }
}
