import { describe, expect, it } from 'vitest'
import {
  everything,
  fitted,
  leastWidth,
  parseChoice,
  resized,
  shownColumns,
  template,
  toggled,
} from './registerGridColumns'

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

  it('R1: show the filing class to whoever asks for it, and to nobody by themselves', () => {
    expect(shownColumns(everything)).not.toContain('class')
    const asked = toggled(everything, 'class')
    expect(shownColumns(parseChoice(JSON.stringify(asked)))).toContain('class')
    expect(shownColumns(toggled(asked, 'class'))).toEqual(shownColumns(everything))
    // What an older version kept says nothing of it.
    expect(shownColumns(parseChoice('{"hidden":["unit"],"widths":{}}'))).not.toContain('class')
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

  it('stay as they are where there is room', () => {
    expect(fitted(everything, 1300)).toEqual(everything)
  })

  it('give way beside an open drawer, and those a person set do not', () => {
    const choice = resized(everything, 'correspondent', 172)
    const drawn = fitted(choice, 1080)
    expect(leastWidth(drawn)).toBeLessThanOrEqual(1080)
    expect(shownColumns(drawn)).toEqual(shownColumns(choice))
    expect(drawn.widths.correspondent).toBe(172)
  })

  it('are left out, the least needed first, rather than cut', () => {
    const drawn = fitted(everything, 868)
    expect(shownColumns(drawn)).not.toContain('unit')
    expect(leastWidth(drawn)).toBeLessThanOrEqual(868)
    expect(shownColumns(fitted(everything, 300))).toEqual(['number', 'arrival', 'correspondent', 'subject', 'status'])
  })
})
