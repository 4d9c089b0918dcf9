import { describe, expect, it } from 'vitest'
import { isDrawing } from '../../main/diaspora/picture'
import { circlesOf, scaleOf } from './circles'
import { svgOf } from './picture'
import { worldOf } from './world'

const values = [
  { id: 'FR', name: 'France', value: 1_036_653 },
  { id: 'BH', name: 'Bahreïn', value: 400 },
  { id: 'SN', name: 'Sénégal & <autres>', value: 0 },
]

describe('the map of people abroad', () => {
  it('is drawn as Morocco draws itself in a Moroccan office: no border between it and its south', async () => {
    const [morocco, egypt] = [await worldOf('MA'), await worldOf('EG')]
    expect(morocco.middles.has('EH')).toBe(false)
    expect(egypt.middles.has('EH')).toBe(true)
    expect(morocco.borders.length).toBeLessThan(egypt.borders.length)
    expect(morocco.land).toBe(egypt.land)
  })

  it('has a place for small countries too, and circles whose area is the number', async () => {
    const world = await worldOf('MA')
    const circles = circlesOf(values, world)
    expect(circles.map(({ id }) => id)).toEqual(['FR', 'BH'])
    const at = (id: string, value: number) => ({ id, name: id, value })
    const [france, bahrain] = circlesOf([at('FR', 400), at('BH', 100)], world)
    expect(((france?.r ?? 0) / (bahrain?.r ?? 1)) ** 2).toBeCloseTo(4)
    expect(france?.x).toBeLessThan(bahrain?.x ?? 0)
    expect(scaleOf(circles).map(({ value }) => value)).toEqual([1_000_000, 100_000])
  })

  it('leaves as a drawing that holds nothing but shapes and words, which is what is written', async () => {
    const world = await worldOf('EG')
    const svg = svgOf(world, circlesOf(values, world), {
      title: 'A <b> & c',
      lines: ['UN & Co'],
      language: 'fr',
      rtl: false,
    })
    expect(isDrawing(svg)).toBe(true)
    expect(svg).toContain('A &lt;b&gt; &amp; c')
    for (const bad of [
      svg.replace('<title>', '<script>alert(1)</script><title>'),
      svg.replace('<g ', '<g onload="x" '),
      svg.replace('<rect ', '<image href="https://example.invalid/x" /><rect '),
      `<!DOCTYPE svg>${svg}`,
      svg.replace('</svg>', ''),
      'hello',
    ])
      expect(isDrawing(bad)).toBe(false)
  })
})
