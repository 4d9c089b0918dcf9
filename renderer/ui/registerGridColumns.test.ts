import { describe, expect, it } from 'vitest'
import { everything, leastWidth, parseChoice, resized, shownColumns, template, toggled } from './registerGridColumns'

describe('columns of the register', () => {
  it('never hide the number, the subject or the state', () => {
    const choice = parseChoice(JSON.stringify({ hidden: ['number', 'subject', 'status', 'unit'] }))
    expect(shownColumns(choice)).toEqual([
      'number',
      'arrival',
      'letterDate',
      'correspondent',
      'reference',
      'subject',
      'status',
    ])
  })

  it('come back as they were kept', () => {
    const choice = resized(toggled(everything, 'reference'), 'correspondent', 200)
    expect(parseChoice(JSON.stringify(choice))).toEqual(choice)
  })

  it('ignore what was kept by something else', () => {
    for (const kept of [null, 'no json', '7', 'null', '{"hidden":3,"widths":{"unit":-4}}']) {
      expect(parseChoice(kept)).toEqual(everything)
    }
  })

  it('keep a width a person can still grasp', () => {
    expect(resized(everything, 'unit', 3).widths.unit).toBe(64)
  })

  it('give the rest of the window to the subject', () => {
    expect(template(everything)).toContain('minmax(260px, 1fr)')
    expect(template(resized(everything, 'subject', 300))).toContain('300px')
    expect(leastWidth(everything)).toBeGreaterThan(1000)
  })
})
