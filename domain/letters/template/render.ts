import { isLetterField, type TemplateField } from '../../../contract/template-body'
import { BLANK } from '../fields'
import { inertMarks } from '../marks/write'
import type { Node } from './parse'

/** What each field says in one language; what says nothing is null, and makes a condition untrue. */
export type Values = Readonly<Partial<Record<TemplateField, string | null>>>

/**
 * The text with its conditions decided. `live`: fields that a letter carries itself stay fields, for the letter's own page to
 * fill; otherwise everything is written out. `marked`: the text bears marks, and no value becomes one. What has no value leaves a dotted place, which a letter is not submitted with.
 */
export function render(nodes: readonly Node[], values: Values, how: { live: boolean; marked?: boolean }): string {
  return tidy(written(nodes, values, how))
}

function written(nodes: readonly Node[], values: Values, how: { live: boolean; marked?: boolean }): string {
  return nodes
    .map((node) => {
      if ('text' in node) return node.text
      if ('when' in node) return written(values[node.when] ? node.then : node.otherwise, values, how)
      if (how.live && isLetterField(node.field)) return `{{${node.field}}}`
      const value = inert(values[node.field] ?? '')
      return (how.marked ? inertMarks(value) : value) || BLANK
    })
    .join('')
}

/** A name or a subject that bears braces is no field: nobody outside writes one into a letter. */
const inert = (value: string): string => value.replaceAll('{', '(').replaceAll('}', ')').trim()

/** What was left out leaves no gap: neither two spaces nor an empty line where a line stood. */
const tidy = (text: string): string =>
  text
    .replace(/[ \t]{2,}/gu, ' ')
    .replace(/[ \t]*\n[ \t]*/gu, '\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim()
