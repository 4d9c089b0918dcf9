import { describe, expect, it } from 'vitest'
import { keepChoice, keptChoice } from './labelChoice'

describe('the label a PC prints on', () => {
  it('is the last one, at the next free place of its sheet', () => {
    keepChoice('sheet24', 23)
    expect(keptChoice()).toEqual({ format: 'sheet24', start: 23 })
    keepChoice('sheet24', 25)
    expect(keptChoice()).toEqual({ format: 'sheet24', start: 1 })
  })

  it('is a usual one where nothing, or something else, is kept', () => {
    for (const stored of [null, '', '{}', '{"format":"dymo","start":0}', '{"format":"zebra","start":99}'])
      expect(keptChoice(stored)).toEqual({ format: 'zebra', start: 0 })
  })
})
