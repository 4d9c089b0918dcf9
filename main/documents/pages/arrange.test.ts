import { PDFDocument, PDFName } from '@cantoo/pdf-lib'
import { describe, expect, it } from 'vitest'
import { encryptedPdf, packedPdf, pages, pdf, png, stream, tiff } from '../../../tests/fixtures/scans'
import { readPdf } from '../kinds/pdf'
import { arrange } from './arrange'
import type { Placed, Source } from './messages'

const source = (bytes: Buffer, mediaType: Source['mediaType'] = 'application/pdf'): Source => ({ bytes, mediaType })
const page = (n: number, turn: Placed['turn'] = 0, of = 0): Placed => ({ source: of, page: n, turn })

/** What each page draws, and how it is turned. */
async function drawn(bytes: Uint8Array | undefined): Promise<string[]> {
  const read = await PDFDocument.load(bytes ?? new Uint8Array())
  return read.getPages().map((one) => {
    const contents = one.node.Contents() as unknown as { getContentsString(): string }
    return `${contents.getContentsString().trim().split(' ')[2]} ${one.getRotation().angle}`
  })
}

describe('pages of scans, arranged', () => {
  it('in another order, turned, some left out', async () => {
    const [made] = await arrange([source(pdf(pages(4)))], [[page(3), page(0, 90), page(1, 270)]])
    expect(await drawn(made)).toEqual(['103 0', '100 90', '101 270'])
    expect(readPdf(Buffer.from(made ?? []))).toBe('whole')
  })

  it('a turn is added to the one the page had', async () => {
    const objects = pages(1)
    objects[1] = '<< /Type /Pages /Kids [3 0 R] /Count 1 /Rotate 270 >>'
    const [made] = await arrange([source(pdf(objects))], [[page(0, 180)]])
    expect(await drawn(made)).toEqual(['100 90'])
  })

  it('of several scans, and into several', async () => {
    const sources = [source(pdf(pages(2))), source(pdf(pages(3)))]
    const made = await arrange(sources, [
      [page(1, 0, 1), page(0)],
      [page(2, 0, 1), page(2, 90, 1)],
    ])
    expect(await Promise.all(made.map(drawn))).toEqual([
      ['101 0', '100 0'],
      ['102 0', '102 90'],
    ])
  })

  it('a page that is not there is said', () =>
    expect(arrange([source(pdf(pages(2)))], [[page(2)]])).rejects.toMatchObject({ refusal: 'no-such-page', source: 0 }))

  it('every kind of scan becomes pages: packed, TIFF of two pages, PNG', async () => {
    const strip = { width: 8, height: 8, data: Buffer.alloc(8, 0xaa) }
    const sources = [source(packedPdf()), source(tiff([strip, strip]), 'image/tiff'), source(png(20, 10), 'image/png')]
    const [made] = await arrange(sources, [[page(0), page(1, 0, 1), page(0, 0, 2)]])
    const read = await PDFDocument.load(made ?? new Uint8Array())
    expect(read.getPageCount()).toBe(3)
    // As wide as A4 lies, since it says no size of its own.
    expect(read.getPage(2).getWidth()).toBeCloseTo(841.89, 1)
  })

  it('what nobody can open is said with its place', async () => {
    const good = source(pdf(pages(1)))
    await expect(arrange([good, source(encryptedPdf('secret'))], [[page(0)]])).rejects.toMatchObject({
      refusal: 'protected',
      source: 1,
    })
    await expect(arrange([good, source(Buffer.from('RIFF'), 'image/webp')], [[page(0)]])).rejects.toMatchObject({
      refusal: 'webp',
    })
    await expect(arrange([source(Buffer.from('%PDF-1.7 nothing'))], [[page(0)]])).rejects.toMatchObject({
      refusal: 'unreadable',
    })
  })

  it('encrypted only to forbid copying, it is arranged as it is shown', async () => {
    const locked = await PDFDocument.load(pdf(pages(2)))
    locked.encrypt({ userPassword: '', ownerPassword: 'owner', permissions: { copying: false } })
    const bytes = Buffer.from(await locked.save())
    expect(bytes.includes('/Encrypt')).toBe(true)
    const [made] = await arrange([source(bytes)], [[page(1)]])
    expect(await drawn(made)).toEqual(['101 0'])
    expect(Buffer.from(made ?? []).includes('/Encrypt')).toBe(false)
  })

  it('A2: a page that was split off takes nothing of the others along', async () => {
    const objects = pages(2)
    const link = '<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /Dest [5 0 R /Fit] >>'
    const note = '<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /P 5 0 R /Parent 5 0 R /A << /S /GoTo /D [5 0 R] >> >>'
    objects[2] =
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [${link} ${note}] ` +
      '/AA << /O << /D [5 0 R] >> >> /PieceInfo << /X 6 0 R >> >>'
    objects[5] = stream('', '40 40 SECRET 100 re f')
    const [made] = await arrange([source(pdf(objects))], [[page(0)]])
    const read = await PDFDocument.load(made ?? new Uint8Array())
    expect(read.getPage(0).node.Annots()?.size()).toBe(1)
    const texts = read.context.enumerateIndirectObjects().map(([, object]) => String(object))
    expect(texts.join('\n')).not.toContain('SECRET')
    expect(texts.filter((text) => /\/Type \/Page\b(?!s)/.test(text))).toHaveLength(1)
  })

  it('a layer that was switched off stays so', async () => {
    const objects = pages(1)
    objects[0] = '<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [5 0 R 6 0 R] /D << /OFF [6 0 R] >> >> >>'
    objects[2] =
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R ' +
      '/Resources << /Properties << /A 5 0 R /B 6 0 R >> >> >>'
    const bytes = pdf([...objects, '<< /Type /OCG /Name (seen) >>', '<< /Type /OCG /Name (hidden) >>'])
    const [made] = await arrange([source(bytes)], [[page(0)]])
    const read = await PDFDocument.load(made ?? new Uint8Array())
    const text = String(read.catalog.get(PDFName.of('OCProperties')))
    const off = /\/OFF \[ (\d+ \d+ R) \]/.exec(text)?.[1]
    const hidden = read.context.enumerateIndirectObjects().find(([, object]) => String(object).includes('(hidden)'))
    expect(off).toBe(String(hidden?.[0]))
  })
})
