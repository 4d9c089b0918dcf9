import { PDFDocument, degrees } from '@cantoo/pdf-lib'
import sharp from 'sharp'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { stampCorners, type StampCorner } from '../../../contract/labels'
import { extractPages } from './extract'
import { stampFirstPage } from './stamp'
import { pages, pdf, stream, tiff } from '../../../tests/fixtures/scans'

const folder = mkdtempSync(join(tmpdir(), 'diwan-stamp-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Black from edge to edge but for its upper left quarter: seen upside down or mirrored, it shows. */
async function block(): Promise<Uint8Array> {
  const made = await PDFDocument.create()
  const page = made.addPage([120, 60])
  page.drawRectangle({ x: 60, y: 0, width: 60, height: 60 })
  page.drawRectangle({ x: 0, y: 0, width: 60, height: 30 })
  return made.save()
}
async function blank(turn: number, pages = 1): Promise<Uint8Array> {
  const made = await PDFDocument.create()
  for (let i = 0; i < pages; i++) {
    const page = made.addPage([400, 600])
    page.setCropBox(20, 30, 360, 540)
    page.setRotation(degrees(turn))
  }
  return made.save()
}
/** How dark the quarters of the stamp are, where it should lie on the page as it is looked at: upper left and right, lower left and right. */
async function seen(bytes: Uint8Array, corner: StampCorner): Promise<number[]> {
  const file = join(folder, 'page.pdf')
  writeFileSync(file, bytes)
  execFileSync('pdftoppm', ['-r', '72', '-cropbox', '-png', '-singlefile', file, join(folder, 'page')])
  const { data, info } = await sharp(join(folder, 'page.png')).greyscale().raw().toBuffer({ resolveWithObject: true })
  const left = corner.endsWith('Left') ? 14 : info.width - 14 - 120
  const top = corner.startsWith('top') ? 14 : info.height - 14 - 60
  return [
    [30, 15],
    [90, 15],
    [30, 45],
    [90, 45],
  ].map(([x, y]) => data[(top + (y ?? 0)) * info.width + left + (x ?? 0)] ?? -1)
}

describe('the stamp on a copy of a scan (D2, I3)', () => {
  it.each([0, 90, 180, 270])('lies upright in the corner that was said, on a page turned by %i', async (turn) => {
    for (const corner of stampCorners) {
      const stamped = await stampFirstPage(await blank(turn), 'application/pdf', await block(), corner)
      expect(await seen(stamped, corner)).toEqual([255, 0, 0, 0])
    }
  })

  it('is put on pictures and on TIFF too, on the first page alone, and leaves what it was given as it was', async () => {
    const stamp = await block()
    const picture = { create: { width: 300, height: 400, channels: 3 as const, background: '#fff' } }
    const strip = { width: 64, height: 64, data: Buffer.alloc(512, 0xff) }
    const files: [string, Uint8Array, number][] = [
      ['image/jpeg', await sharp(picture).jpeg().toBuffer(), 1],
      ['image/png', await sharp(picture).png().toBuffer(), 1],
      ['image/tiff', tiff([strip, strip]), 2],
      ['application/pdf', await blank(0, 3), 3],
    ]
    for (const [mediaType, bytes, pages] of files) {
      const before = Buffer.from(bytes)
      const stamped = await stampFirstPage(bytes, mediaType, stamp, 'topRight')
      expect((await PDFDocument.load(stamped)).getPageCount()).toBe(pages)
      expect(Buffer.from(bytes).equals(before)).toBe(true)
      if (mediaType !== 'image/tiff') expect((await seen(stamped, 'topRight')).slice(1)).toEqual([0, 0, 0])
    }
    // A camera held on its side: the stamp stands as the picture is looked at.
    const turned = await sharp({ create: { ...picture.create, height: 200 } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    expect(await seen(await stampFirstPage(turned, 'image/jpeg', stamp, 'topRight'), 'topRight')).toEqual([
      255, 0, 0, 0,
    ])
    await expect(stampFirstPage(Buffer.alloc(20), 'image/webp', stamp, 'topLeft')).rejects.toThrow()
  })
})

describe('pages of a batch', () => {
  it('come out in the order asked, the same bytes each time, and nothing of the others with them (A2)', async () => {
    const made = await PDFDocument.create()
    for (const width of [100, 200, 300]) made.addPage([width, 400])
    const bytes = await made.save()
    const one = await extractPages(bytes, 'application/pdf', [2, 0])
    expect((await PDFDocument.load(one)).getPages().map((page) => page.getWidth())).toEqual([300, 100])
    expect(Buffer.from(await extractPages(bytes, 'application/pdf', [2, 0])).equals(Buffer.from(one))).toBe(true)
    const strip = { width: 64, height: 64, data: Buffer.alloc(512, 0xff) }
    const part = await extractPages(tiff([strip, strip, strip]), 'image/tiff', [1])
    expect((await PDFDocument.load(part)).getPageCount()).toBe(1)
    await expect(extractPages(bytes, 'application/pdf', [7])).rejects.toThrow()
    const linked = pages(2)
    linked[2] =
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R ' +
      '/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /Dest [5 0 R /Fit] >>] >>'
    linked[5] = stream('', '40 40 SECRET 100 re f')
    const parted = await PDFDocument.load(await extractPages(pdf(linked), 'application/pdf', [0]))
    const texts = parted.context.enumerateIndirectObjects().map(([, object]) => String(object))
    expect(texts.join('\n')).not.toContain('SECRET')
  })
})
