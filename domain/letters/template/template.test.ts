import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../../contract/errors'
import { allTemplateFields, isLetterField, type TemplateField } from '../../../contract/template-body'
import { pieces } from '../fields'
import { fieldsOf, parse } from './parse'
import { render, type Values } from './render'

const field = fc.constantFrom(...allTemplateFields)
/** What is nearly a template: tokens whole, half and unknown, between words. */
const nearly = fc
  .array(
    fc.oneof(
      field.map((f) => `{{${f}}}`),
      field.map((f) => `{{#if ${f}}}`),
      fc.constantFrom(
        '{{else}}',
        '{{/if}}',
        '{{',
        '}}',
        '{',
        '}',
        '\n',
        ' ',
        '{{#each x}}',
        '{{ number }}',
        '{{secret}}',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom('سلام', 'objet'),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''))
/** What is one: conditions closed, fields known. */
const { node: whole } = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    fc.oneof(
      field.map((f) => `{{${f}}}`),
      fc.constantFrom('نص', ' text ', '{', '}', '\n', '(', ' {a} '),
    ),
    fc.tuple(field, tie('node'), tie('node')).map(([f, a, b]) => `{{#if ${f}}} ${a} {{else}} ${b} {{/if}} `),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `${a} ${b}`),
  ),
}))
const hostile = fc.oneof(
  fc.constantFrom('{{number}}', '{number}', '}}', '{{', '{', '{{#if today}}', '{{secret}}', 'a{'),
  fc.string({ maxLength: 12 }),
)
const values: fc.Arbitrary<Values> = fc.dictionary(field, fc.option(hostile)) as fc.Arbitrary<Values>
const parsed = (text: string): ReturnType<typeof parse> | null => {
  try {
    return parse(text)
  } catch (error) {
    expect(error).toBeInstanceOf(AppError)
    return null
  }
}

describe('the language of templates', () => {
  it('any text is a template, or a fault that says where', () =>
    fc.assert(
      fc.property(nearly, (text) => {
        try {
          parse(text)
        } catch (error) {
          if (!(error instanceof AppError)) throw error
          const { line, column } = error.params as { line: number; column: number }
          expect(error.code).toMatch(/^template-/u)
          expect(column).toBeLessThanOrEqual((text.split('\n')[line - 1]?.length ?? -1) + 1)
        }
      }),
      { numRuns: 400 },
    ))

  it('what comes out names the fields of the letter the template names, and no other, whatever the values are', () =>
    fc.assert(
      fc.property(whole, values, (text, given) => {
        const nodes = parsed(text)
        if (!nodes) return
        const named = new Set<string>(fieldsOf(nodes).filter(isLetterField))
        const out = render(nodes, given, { live: true })
        // No brace in pairs but whole fields: what came in by a value is never expanded again.
        const left = pieces(out).filter((piece) => 'field' in piece)
        expect(left.every((piece) => named.has((piece as { field: string }).field))).toBe(true)
        expect(fieldsOf(parse(out)).length).toBe(left.length)
        expect(render(nodes, given, { live: false })).not.toMatch(/\{\{|\}\}/u)
      }),
      { numRuns: 400 },
    ))

  it('a name with braces is a name', () => {
    const out = render(parse('{{addressee}}{number} {{today}}'), { addressee: '{{number}}{' }, { live: true })
    expect(out).toBe('((number))({number} {{today}}')
  })

  it('of a template with marks no value becomes one: a subject with signs is a subject', () => {
    const out = render(
      parse('- **{{entrySubject}}**\n| {{addressee}} | x |'),
      { entrySubject: '** | -', addressee: 'a|b' },
      { live: true, marked: true },
    )
    expect(out).toBe('- **\\*\\* \\| -**\n| a\\|b | x |')
  })

  it('a condition keeps one of its halves, and leaves no gap', () => {
    const nodes = parse('a {{#if reference}} ref {{reference}} {{else}} none {{#if today}}({{today}}){{/if}} {{/if}} b')
    expect(render(nodes, { reference: 'X' }, { live: false })).toBe('a ref X b')
    expect(render(nodes, { reference: null, today: '1' }, { live: false })).toBe('a none (1) b')
    expect(render(nodes, {}, { live: false })).toBe('a none b')
    expect(render(parse('a\n{{#if reference}}x{{/if}}\n\nb'), {}, { live: false })).toBe('a\n\nb')
  })

  it('what has no value leaves a dotted place; a field of the letter stays its field', () => {
    expect(render(parse('{{addressee}} {{letterDate}}'), {}, { live: true })).toBe('……… {{letterDate}}')
  })

  it.each<[string, string, object]>([
    ['a\nb {{secret}}', 'template-field-unknown', { token: 'secret', line: 2, column: 3 }],
    ['{{#if secret}}x{{/if}}', 'template-field-unknown', { token: 'secret', line: 1, column: 1 }],
    ['{{constructor}}', 'template-field-unknown', { token: 'constructor', line: 1, column: 1 }],
    ['x {{#if number}} y', 'template-part-unclosed', { token: '{{#if number}}', line: 1, column: 3 }],
    ['x {{/if}}', 'template-part-unopened', { token: '{{/if}}', line: 1, column: 3 }],
    ['{{#if number}}{{else}}{{else}}{{/if}}', 'template-part-unopened', { token: '{{else}}', line: 1, column: 23 }],
    ['{{number} x', 'template-brace', { token: '{{number} x', line: 1, column: 1 }],
    ['number}}', 'template-brace', { token: '}}', line: 1, column: 7 }],
    ['{{#each entries}}', 'template-field-unknown', { token: '#each entries', line: 1, column: 1 }],
    ['{{#if number}}'.repeat(5), 'template-too-deep', { line: 1, column: 57 }],
    ['x'.repeat(12_001), 'template-too-large', { line: 1, column: 1 }],
  ])('%s', (text, code, params) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code, params }))
  })

  it('every field of the list can be asked for and said', () => {
    const all: TemplateField[] = [...allTemplateFields]
    expect(fieldsOf(parse(all.map((f) => `{{#if ${f}}}{{${f}}}{{/if}}`).join('')))).toHaveLength(2 * all.length)
  })
})
