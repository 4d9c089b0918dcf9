import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { envelopeFormats, type EnvelopeFormat } from '../../contract/runs'
import { envelopes } from '../../domain/runs/post'
import { renderAddressLabels, renderEnvelopes } from './post-page'
import { together } from '../documents/pages/together'

const folder = mkdtempSync(join(tmpdir(), 'diwan-post-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const fontsDir = resolve('resources/fonts')
const MM = 72 / 25.4

const abroad = { side: 'other' as const, lines: ['Amal El Idrissi', '12, rue des Lilas', '69003 LYON', 'FRANCE'] }
const home = { side: 'ar' as const, lines: ['بدر العلوي', 'شارع محمد الخامس، رقم 4، الشقة 12', 'وجدة'] }
const long = {
  side: 'ar' as const,
  lines: ['جمعية المغاربة المقيمين بالخارج للتنمية والتعاون '.repeat(4).trim(), home.lines[1] ?? '', 'وجدة'],
}
const model = (format: EnvelopeFormat) => ({
  ...{ createdAt: 0, format },
  envelopes: [
    {
      to: abroad,
      from: [
        { side: 'other' as const, text: 'Royaume du Maroc' },
        { side: 'other' as const, text: 'Rabat' },
      ],
    },
    {
      to: home,
      from: [
        { side: 'ar' as const, text: 'المملكة المغربية' },
        { side: 'ar' as const, text: 'الرباط' },
      ],
    },
    { to: long, from: null },
  ],
})
function file(bytes: Uint8Array, name: string): string {
  const path = join(process.env['DIWAN_PICTURES'] ? resolve('test-output') : folder, `${name}.pdf`)
  writeFileSync(path, bytes)
  return path
}
/** Every word's box, in points from the upper left. */
function words(path: string, page: number): { text: string; x0: number; y0: number; x1: number; y1: number }[] {
  const html = execFileSync('pdftotext', ['-bbox', '-f', String(page), '-l', String(page), path, '-'], {
    encoding: 'utf8',
  })
  return [...html.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</g)].map(
    ([, x0, y0, x1, y1, text = '']) => ({ text, x0: Number(x0), y0: Number(y0), x1: Number(x1), y1: Number(y1) }),
  )
}

describe('an envelope', () => {
  it.each(envelopeFormats)(
    '%s is true to size, one a page, and all of an address lies on it beyond the middle',
    async (format) => {
      const { bytes, pages, missing } = await renderEnvelopes(model(format), { fontsDir })
      expect([pages, missing]).toEqual([3, []])
      const path = file(bytes, `envelope-${format}`)
      const [width, height] = [envelopes[format].width * MM, envelopes[format].height * MM]
      const said = /Page size:\s+([\d.]+) x ([\d.]+)/.exec(execFileSync('pdfinfo', [path]).toString())
      expect(Number(said?.[1])).toBeCloseTo(width, 0)
      expect(Number(said?.[2])).toBeCloseTo(height, 0)
      for (const page of [1, 2, 3]) {
        const all = words(path, page)
        expect(all.length).toBeGreaterThan(4)
        for (const { x0, y0, x1, y1 } of all) {
          expect(Math.min(x0, y0)).toBeGreaterThanOrEqual(0)
          expect(x1).toBeLessThanOrEqual(width)
          expect(y1).toBeLessThanOrEqual(height)
        }
        const to = all.filter(({ y0 }) => y0 > height * 0.4)
        for (const { x0 } of to) expect(x0).toBeGreaterThan(width * 0.38)
      }
      // Arabic begins at the right edge of its place, Latin at the left one.
      const [latin, arabic] = [words(path, 1), words(path, 2)].map((all) => all.filter(({ y0 }) => y0 > height * 0.4))
      expect(Math.max(...(arabic ?? []).map(({ x1 }) => x1))).toBeGreaterThan(width - 12 * MM)
      expect(
        new Set(
          (latin ?? [])
            .filter(({ text }) => ['Amal', '12,', '69003', 'FRANCE'].includes(text))
            .map(({ x0 }) => Math.round(x0)),
        ).size,
      ).toBeLessThanOrEqual(2)
    },
  )

  it('a label holds the longest name there may be, inside its own edges', async () => {
    const { bytes, pages } = await renderAddressLabels(
      { createdAt: 0, format: 'sheet24', start: 22, labels: [abroad, long, home] },
      { fontsDir },
    )
    expect(pages).toBe(2)
    const path = file(bytes, 'address-labels')
    const onFirst = words(path, 1)
    expect(onFirst.length).toBeGreaterThan(10)
    for (const { y0, y1 } of onFirst) {
      expect(y0).toBeGreaterThan(7 * 37 * MM)
      expect(y1).toBeLessThanOrEqual(297 * MM)
    }
  })
})

it('papers for the printer: each begins on a sheet of its own, the last leaves none empty', async () => {
  const one = (await renderEnvelopes({ ...model('dl'), envelopes: model('dl').envelopes.slice(0, 1) }, { fontsDir }))
    .bytes
  const two = (await renderEnvelopes({ ...model('dl'), envelopes: model('dl').envelopes.slice(0, 2) }, { fontsDir }))
    .bytes
  const source = (bytes: Buffer) => ({ bytes, mediaType: 'application/pdf' as const })
  const path = file(await together([source(one), source(two), source(one)]), 'together')
  expect(execFileSync('pdfinfo', [path], { encoding: 'utf8' })).toMatch(/Pages:\s+5/)
  expect([1, 2, 3, 4, 5].map((page) => words(path, page).length > 0)).toEqual([true, false, true, true, true])
})
