import type { SecurityLine } from '../../contract/security'
import type { Language } from '../../contract/values'
import { dateOf, type Zone } from '../../domain/text/zone'
import { nameIn, words } from '../../domain/words'

/** The log as a table other programs open: UTF-8 with its mark, one line a line, instants as they are written everywhere. */
export function asTable(lines: readonly SecurityLine[], language: Language, zone: Zone): string {
  const w = words[language].security
  const head = [w.line, w.day, w.instant, w.what, w.who, w.whom, w.thing, w.reason]
  const rows = lines.map((line) => [
    String(line.position),
    dateOf(line.at, zone),
    new Date(line.at).toISOString(),
    (w.kinds as Record<string, string>)[line.kind] ?? line.kind,
    line.person ? nameIn(line.person, language) : '',
    line.subject ? nameIn(line.subject, language) : '',
    line.hidden ? w.hidden : (line.thing ?? ''),
    line.reason ? w.reasons[line.reason] : '',
  ])
  return `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`
}

/** A name that begins like a formula is text all the same. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}
