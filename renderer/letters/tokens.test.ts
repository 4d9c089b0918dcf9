import { describe, expect, it } from 'vitest'
import { parse, serialise } from './tokens'

const stored = 'المؤرخة في {{letterDate}} والمقيدة تحت رقم {{number}}، يشرفني'

describe('fields of a paragraph', () => {
  it('are found between the words', () => {
    expect(parse(stored)).toEqual([
      { kind: 'text', text: 'المؤرخة في ' },
      { kind: 'field', field: 'letterDate' },
      { kind: 'text', text: ' والمقيدة تحت رقم ' },
      { kind: 'field', field: 'number' },
      { kind: 'text', text: '، يشرفني' },
    ])
  })

  it('are stored as they were read', () => {
    for (const text of [stored, '', '{{today}}', '{{today}}{{number}}', 'a {{x}} b', '{{today']) {
      expect(serialise(parse(text))).toBe(text)
    }
  })

  it('are read with spaces inside, as when they are printed', () => {
    expect(serialise(parse('{{ today }}'))).toBe('{{today}}')
  })

  it('that nobody knows stay what was typed', () => {
    expect(parse('{{salary}} {{constructor}}')).toEqual([{ kind: 'text', text: '{{salary}} {{constructor}}' }])
  })
})
