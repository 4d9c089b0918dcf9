import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { labelFormatNames, type LabelFormatName } from '../../contract/labels'
import { sha256 } from '../../domain/hash'
import { SEPARATOR } from '../../domain/labels/code'
import { formatOf } from '../../domain/labels/formats'
import { keyIdOf, printLetterCode, readLetterCode } from '../../domain/letters/code'
import { newSigningKey, signer } from '../../domain/trust/keys'
import { renderLabels, renderSeparators } from './label-page'

const wasm = join(
  dirname(createRequire(import.meta.url).resolve('zxing-wasm/reader')),
  '../../reader/zxing_reader.wasm',
)
const folder = mkdtempSync(join(tmpdir(), 'diwan-labels-'))
beforeAll(() => {
  prepareZXingModule({ overrides: { wasmBinary: readFileSync(wasm).buffer as ArrayBuffer } })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const fontsDir = resolve('resources/fonts')
const key = newSigningKey()
const label = (seq: number) => ({
  number: `و/2026/${String(seq).padStart(5, '0')}`,
  at: '20/11/2026 10:40',
  code: printLetterCode(
    {
      ...{ paper: 'label' as const, number: `و/2026/${String(seq).padStart(5, '0')}`, date: '2026-11-20', sender: '' },
      ...{ frozen: sha256(String(seq)), pages: 0, keyId: keyIdOf('01890000-0000-7000-8000-000000000001') },
    },
    signer(key.seed),
  ),
  bars: `04182937${String(seq).padStart(8, '0')}`,
})
const office = {
  ar: 'مكتب الضبط المركزي بالكتابة العامة',
  other: 'Bureau d’ordre central du Secrétariat général',
}
const model = (format: LabelFormatName, start: number, labels: ReturnType<typeof label>[]) => ({
  ...{ createdAt: Date.UTC(2026, 10, 20), second: 'fr', format, start, office, labels },
})

/** Printed at the printer's dots, and what a reader finds on the page. */
async function readPage(
  bytes: Buffer,
  name: string,
  dpi: number,
  page = 1,
): Promise<{ kinds: string[]; texts: string[] }> {
  const file = join(folder, `${name}.pdf`)
  writeFileSync(file, bytes)
  const range = ['-f', String(page), '-l', String(page), '-singlefile']
  execFileSync('pdftoppm', ['-r', String(dpi), ...range, '-png', file, join(folder, name)])
  const { data, info } = await sharp(join(folder, `${name}.png`))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const image = { data: new Uint8ClampedArray(data), ...{ width: info.width, height: info.height, colorSpace: 'srgb' } }
  const found = await readBarcodes(image as ImageData, {
    formats: ['QRCode', 'Code128'],
    tryHarder: true,
    maxNumberOfSymbols: 255,
  })
  return { kinds: found.map(({ format }) => format), texts: found.map(({ text }) => text) }
}
const sizeOf = (bytes: Buffer): [number, number] => {
  writeFileSync(join(folder, 'size.pdf'), bytes)
  const said = /Page size:\s+([\d.]+) x ([\d.]+)/.exec(execFileSync('pdfinfo', [join(folder, 'size.pdf')]).toString())
  return [Number(said?.[1]), Number(said?.[2])]
}

describe('a label on paper (D2)', () => {
  it.each(labelFormatNames)(
    '%s is true to size, and both of its codes are read at its printer’s dots',
    async (format) => {
      const { bytes, pages, missing } = await renderLabels(model(format, 0, [label(417)]), { fontsDir })
      expect([pages, missing]).toEqual([1, []])
      const { paper, dpi } = formatOf(format)
      const [width, height] = sizeOf(bytes)
      expect(width).toBeCloseTo((paper.width * 72) / 25.4, 1)
      expect(height).toBeCloseTo((paper.height * 72) / 25.4, 1)
      const { texts } = await readPage(bytes, format, Math.min(dpi, 300))
      expect(texts.sort()).toEqual([label(417).bars, label(417).code].sort())
      expect(readLetterCode(label(417).code)).toMatchObject({ code: { paper: 'label', number: 'و/2026/00417' } })
    },
  )

  it('begins at the free place of a sheet and goes on to the next one', async () => {
    const many = [1, 2, 3, 4].map(label)
    const { bytes, pages } = await renderLabels(model('sheet14', 12, many), { fontsDir })
    expect(pages).toBe(2)
    const [first, second] = [await readPage(bytes, 'one', 300), await readPage(bytes, 'two', 300, 2)]
    expect(first.texts.sort()).toEqual([1, 2].flatMap((n) => [label(n).bars, label(n).code]).sort())
    expect(second.texts.sort()).toEqual([3, 4].flatMap((n) => [label(n).bars, label(n).code]).sort())
  })

  it('parts a batch with a sheet a scanner reads', async () => {
    const said = { ar: 'ورقة فاصلة', other: 'Page de séparation' }
    const model = { createdAt: 0, second: 'fr', title: said, text: said, code: SEPARATOR, sheets: 2 }
    const { bytes, pages } = await renderSeparators(model, { fontsDir })
    expect(pages).toBe(2)
    expect((await readPage(bytes, 'separator', 150, 2)).texts).toEqual([SEPARATOR])
  })
})
