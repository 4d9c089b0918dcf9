import { describe, expect, it } from 'vitest'
import { boxesOf, textOfRuns, turnedBox, type Run } from './documentViewerText'
import { paperRotation, paperSize } from './documentViewerPaper'
import { toneOf, wordOf } from './documentViewerSignatures'
import { issuerStates, signatureStates } from '../../contract/signatures'
import en from '../locales/en/signatures.json'

const viewport = { width: 200, height: 100, convertToViewportPoint: (x: number, y: number) => [x, 100 - y] }
const run = (str: string, x: number, more: Partial<Run> = {}): Run => ({
  ...{ str, dir: 'ltr', transform: [10, 0, 0, 10, x, 50], width: 40, height: 10, hasEOL: false },
  ...more,
})

describe('the words of a page', () => {
  it('stand where they are drawn, a piece of a run by its share', () => {
    const page = textOfRuns([run('abcd', 20), run('next', 20, { hasEOL: true })], viewport)
    expect(page.text).toBe('abcdnext\n\n')
    const [box] = boxesOf(page, { from: 1, to: 3 })
    expect((box?.x ?? 0) * 200).toBeCloseTo(30)
    expect((box?.width ?? 0) * 200).toBeCloseTo(20)
    expect((box?.y ?? 0) * 100).toBeCloseTo(42.2)
    expect((box?.height ?? 0) * 100).toBeCloseTo(10)
  })

  it('of Arabic are read and measured from the right, in whatever order they were drawn', () => {
    const rtl = (str: string, x: number): Run => run(str, x, { dir: 'rtl' })
    const page = textOfRuns([rtl('الثانية', 20), rtl('الأولى', 100)], viewport)
    expect(page.text.startsWith('الأولىالثانية')).toBe(true)
    // The first two letters of the first word are at its right.
    expect(boxesOf(page, { from: 0, to: 2 })[0]?.x).toBeCloseTo((100 + 40 - (40 * 2) / 6) / 200)
  })

  it('are marked where the page was turned to', () => {
    const box = { x: 0.1, y: 0.2, width: 0.3, height: 0.05 }
    expect(turnedBox(box, 0)).toEqual(box)
    const round = turnedBox(turnedBox(box, 90), 270)
    for (const key of ['x', 'y', 'width', 'height'] as const) expect(round[key]).toBeCloseTo(box[key])
    expect(turnedBox(box, 180)).toMatchObject({ x: 1 - 0.1 - 0.3, y: 1 - 0.2 - 0.05 })
  })
})

describe('on paper', () => {
  const lying = { width: 1123, height: 794, draw: () => Promise.resolve() }
  it('a page keeps its size and stands up; to fit it stays as it lies', () => {
    expect(paperSize(lying, 0, 'actual')).toEqual({ width: 794, height: 1123 })
    expect(paperRotation(lying, 90, 'actual')).toBe(90)
    expect(paperSize(lying, 0, 'fit')).toBeNull()
    expect(paperRotation(lying, 0, 'fit')).toBe(0)
  })
})

describe('what is said of a signature', () => {
  it('has a sentence for every state, and only a whole one of a known issuer is good', () => {
    for (const state of signatureStates)
      for (const issuer of issuerStates) {
        const [first = '', second] = wordOf({ state, issuer }).split('.')
        const said = (en as Record<string, unknown>)[first]
        expect(typeof (second ? (said as Record<string, unknown>)[second] : said), `${state} ${issuer}`).toBe('string')
        expect(toneOf({ state, issuer }) === 'good').toBe(state === 'intact' && issuer === 'trusted')
      }
  })
})
