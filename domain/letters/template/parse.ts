import { AppError, type ErrorCode } from '../../../contract/errors'
import { allTemplateFields, type TemplateField } from '../../../contract/template-body'

type Part = { when: TemplateField; then: Node[]; otherwise: Node[] }
export type Node = { text: string } | { field: TemplateField } | Part

/** A conditional part inside another, so many deep at most. */
const DEEPEST = 4
/** Characters of one text. */
export const LONGEST = 6000

const isField = (name: string): name is TemplateField => (allTemplateFields as readonly string[]).includes(name)

/** A conditional part that is open: what is being read goes into one of its two halves. */
type Open = { node: Part; at: number; inElse: boolean }

/**
 * The text of a template: `{{field}}`, and `{{#if field}} … {{else}} … {{/if}}`. There is nothing else: no loops, no code, no
 * file, no network.
 * @throws template-field-unknown { token } · template-part-unclosed { token } · template-part-unopened { token } · template-brace
 * { token } · template-too-deep · template-too-large, each with { line, column } counted from 1
 */
export function parse(text: string): Node[] {
  if (text.length > 2 * LONGEST) throw fault('template-too-large', text, 0)
  const root: Node[] = []
  const open: Open[] = []
  const here = (): Node[] => {
    const inner = open.at(-1)
    return inner ? (inner.inElse ? inner.node.otherwise : inner.node.then) : root
  }
  let from = 0
  for (;;) {
    const start = nextBraces(text, from)
    if (start > from) here().push({ text: text.slice(from, start) })
    if (start === text.length) break
    const { token, end } = tokenAt(text, start)
    from = end
    if (/^#if\s/.test(token)) {
      const name = token.slice(3).trim()
      if (!isField(name)) throw fault('template-field-unknown', text, start, name)
      if (open.length === DEEPEST) throw fault('template-too-deep', text, start)
      const node: Part = { when: name, then: [], otherwise: [] }
      here().push(node)
      open.push({ node, at: start, inElse: false })
    } else if (token === 'else') {
      const inner = open.at(-1)
      if (!inner || inner.inElse) throw fault('template-part-unopened', text, start, '{{else}}')
      inner.inElse = true
    } else if (token === '/if') {
      if (!open.pop()) throw fault('template-part-unopened', text, start, '{{/if}}')
    } else if (isField(token)) here().push({ field: token })
    else throw fault('template-field-unknown', text, start, token)
  }
  const left = open.at(-1)
  if (left) throw fault('template-part-unclosed', text, left.at, `{{#if ${left.node.when}}}`)
  return root
}

/** Where the next double brace stands, of either kind; the end where there is none. */
function nextBraces(text: string, from: number): number {
  const at = text.slice(from).search(/\{\{|\}\}/u)
  return at < 0 ? text.length : from + at
}

const TOKEN = /\{\{[ \t]*([^{}\n]{0,60}?)[ \t]*\}\}/uy
function tokenAt(text: string, start: number): { token: string; end: number } {
  TOKEN.lastIndex = start
  const found = TOKEN.exec(text)
  if (!found?.[1]) throw fault('template-brace', text, start, text.slice(start, start + 12).split('\n')[0])
  return { token: found[1], end: TOKEN.lastIndex }
}

function fault(code: ErrorCode, text: string, at: number, token?: string): AppError {
  const before = text.slice(0, at).split('\n')
  const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
  return new AppError(code, token === undefined ? place : { token, ...place })
}

/** Every field a text names, in conditions too. */
export const fieldsOf = (nodes: readonly Node[]): TemplateField[] =>
  nodes.flatMap((node) => {
    if ('text' in node) return []
    return 'field' in node ? [node.field] : [node.when, ...fieldsOf(node.then), ...fieldsOf(node.otherwise)]
  })
