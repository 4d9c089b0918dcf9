import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { PDFDocument } from '@cantoo/pdf-lib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openForm } from './entry-form'
import { photographFailures } from './pictures'
import { pdf, stream } from '../fixtures/scans'
import { DeskWindow } from './window'

const folder = resolve('../shared/cases/files')
const here = existsSync(folder)
if (!here) console.log(`skipped: no files in ${folder}`)
const sent = (name: string): string => join(folder, name)
const screens = resolve('test-output/screens')

describe.skipIf(!here)('scans as people send them', () => {
  const work = mkdtempSync(join(tmpdir(), 'diwan-scans-'))
  let w: DeskWindow
  beforeAll(async () => {
    w = await DeskWindow.open(join(work, 'home'))
    await w.openDemonstration('ar')
    await openForm(w)
    // The system's dialog has nobody to answer it here.
    await w.app.evaluate(({ BrowserWindow }) => {
      const [open] = BrowserWindow.getAllWindows()
      if (!open) return
      open.webContents.print = (_options, done) => {
        ;(globalThis as { over?: () => void }).over = () => done?.(true, '')
      }
    })
  })
  afterAll(async () => {
    await w.close()
    rmSync(work, { recursive: true, force: true })
  })
  photographFailures(() => w)

  const put = async (...names: string[]): Promise<void> => {
    await w.page
      .locator('input[type=file]')
      .setInputFiles(names.map((name) => (name.includes('/') ? name : sent(name))))
    await w.page.locator('.files [role=status].muted').first().waitFor({ state: 'detached' })
  }
  const pages = () => w.page.locator('.viewer .page')
  const drawn = async (count: number): Promise<void> => {
    await expect.poll(() => pages().count(), { timeout: 20_000 }).toBe(count)
    await w.page.locator('.viewer .page[aria-busy=false] canvas').first().waitFor()
  }
  const clear = async (): Promise<void> => {
    const buttons = w.page.locator('.files li button.ico')
    while ((await buttons.count()) > 0) await buttons.first().click()
  }
  const endPrinting = async (): Promise<void> => {
    await expect
      .poll(() => w.app.evaluate(() => typeof (globalThis as { over?: unknown }).over), { timeout: 60_000 })
      .toBe('function')
    await w.app.evaluate(() => {
      const dialog = globalThis as { over?: (() => void) | undefined }
      dialog.over?.()
      dialog.over = undefined
    })
    await w.page.locator('.print-view').waitFor({ state: 'detached' })
  }
  const boxes = () => pages().evaluateAll((all) => all.map((page) => ({ w: page.clientWidth, h: page.clientHeight })))

  it('the good ones of a batch stay; each of the others is named as what it is', async () => {
    await put('plain.pdf', 'login-page.pdf', 'letter.docx', 'signed.p7m', 'phone-photo-really-heic.jpg', 'empty.pdf',
      'bomb-30000x30000.png', 'cut-in-the-middle.pdf', 'trailing-nul-4096.pdf') // prettier-ignore
    expect(await w.page.locator('.files li button.name').count()).toBe(2)
    expect(await w.page.locator('.files .note').count()).toBe(7)
    expect(new Set(await w.page.locator('.files .note').allInnerTexts()).size).toBe(7)
    await w.shot(join(screens, 'scans-refused-ar.png'))
    await clear()
  })

  it('every page has its own shape, and fits the width by it', async () => {
    await put('mixed-orientation.pdf')
    await drawn(4)
    await expect.poll(async () => (await boxes()).map(({ w: x, h: y }) => (x / y).toFixed(1))).toEqual(['0.7', '1.4', '1.4', '0.7']) // prettier-ignore
    await w.shot(join(screens, 'scans-shapes-ar.png'))
    await w.button('register.viewer.print').click()
    await w.button('printing.go').click()
    const printed = w.page.locator('.print-view img')
    await expect.poll(() => printed.count(), { timeout: 60_000 }).toBe(4)
    await w.page.emulateMedia({ media: 'print' })
    await w.page.screenshot({ path: join(screens, 'scans-paper-ar.png'), fullPage: true })
    const shapes = await printed.evaluateAll((all) =>
      all.map((one) => {
        const picture = one as HTMLImageElement
        return `${(picture.naturalWidth / picture.naturalHeight).toFixed(1)} ${getComputedStyle(picture).objectFit}`
      }),
    )
    await w.page.emulateMedia({ media: null })
    expect(shapes).toEqual(['0.7 contain', '1.4 contain', '1.4 contain', '0.7 contain'])
    await endPrinting()
    await clear()
  })

  it('all pages of a TIFF are shown, as they were scanned', async () => {
    await put('three-pages.tif')
    await drawn(3)
    expect(await darkShare()).toBeGreaterThan(0.001)
    await w.shot(join(screens, 'scans-tiff-ar.png'))
    await clear()
  })

  it.each([
    ['none', {}],
    ['none', { transparent: true }],
    ['lzw', { predictor: 'horizontal' }],
    ['deflate', { predictor: 'horizontal' }],
    ['packbits', {}],
    ['jpeg', { quality: 95 }],
    ['ccittfax4', { bitdepth: 1 }],
    ['lzw', { tile: true, tileWidth: 64, tileHeight: 64 }],
  ] as const)('a TIFF packed by %s %o is drawn as it is: its left half is black', async (compression, form) => {
    const black = await sharp({ create: { width: 100, height: 200, channels: 3, background: '#000' } })
      .png()
      .toBuffer()
    const page = sharp({ create: { width: 200, height: 200, channels: 3, background: '#fff' } })
    const path = join(work, `${compression}.tif`)
    const { transparent, ...options } = { transparent: false, ...form }
    const whole = sharp(
      await page
        .composite([{ input: black, left: 0, top: 0 }])
        .png()
        .toBuffer(),
    )
    const picture = transparent ? whole.ensureAlpha() : whole.removeAlpha()
    const space = compression === 'ccittfax4' ? 'b-w' : 'srgb'
    await picture
      .toColourspace(space)
      .tiff({ compression, ...options })
      .toFile(path)
    await put(path)
    await drawn(1)
    expect(await darkShare()).toBeCloseTo(0.5, 1)
    expect(await darkShare('left')).toBeCloseTo(1, 1)
    await clear()
  })

  it('a page that is just too high for the window is drawn, and stands still', async () => {
    await put('exif-orientation-6.jpg')
    await drawn(1)
    // As high as the page is where a scroll bar takes none of its width, and a little less.
    const widths = await w.page.locator('.viewer .wb').evaluate(async (well) => {
      const next = () => new Promise((resolve) => requestAnimationFrame(resolve))
      const page = well.querySelector<HTMLElement>('.page')
      const box = well as HTMLElement
      Object.assign(box.style, { flex: 'none', blockSize: '3000px' })
      for (let frame = 0; frame < 3; frame++) await next()
      box.style.blockSize = `${(page?.offsetHeight ?? 0) + 28 - 2}px`
      const seen = new Set<number>()
      for (let frame = 0; frame < 20; frame++) {
        await next()
        seen.add(page?.offsetWidth ?? 0)
      }
      box.removeAttribute('style')
      return seen.size
    })
    expect(widths).toBe(1)
    await clear()
  })

  it('a photograph stands upright, whatever way the camera was held', async () => {
    await put('exif-orientation-6.jpg')
    await drawn(1)
    const [box] = await boxes()
    const [stored] = sizeOf(readFileSync(sent('exif-orientation-6.jpg')))
    expect((box?.w ?? 0) / (box?.h ?? 1)).toBeCloseTo(stored ?? 0, 1)
    await w.shot(join(screens, 'scans-upright-ar.png'))
    await clear()
  })

  it('a file that holds more than is drawn says so, and nothing of it runs', async () => {
    await put('script-and-links.pdf')
    await drawn(1)
    const strip = w.page.locator('.viewer [role=note]')
    await expect.poll(() => strip.innerText(), { timeout: 20_000 }).toContain(w.t('register.viewer.hidden.launch'))
    expect(await strip.innerText()).toContain(w.t('register.viewer.hidden.script'))
    expect(await strip.innerText()).toContain(w.t('register.viewer.hidden.links'))
    await w.shot(join(screens, 'scans-hidden-ar.png'))
    await clear()
    await put('xfa-dynamic.pdf')
    await expect.poll(() => strip.innerText(), { timeout: 20_000 }).toContain(w.t('register.viewer.hidden.form'))
    await clear()
    await put('plain.pdf')
    await drawn(1)
    expect(await strip.count()).toBe(0)
    await clear()
  })

  it('attached files, remarks and hidden layers are said too', async () => {
    const path = join(work, 'more.pdf')
    const names = '/Names << /EmbeddedFiles << /Names [(a.txt) 6 0 R] >> >>'
    const layers = '/OCProperties << /OCGs [9 0 R] /D << /OFF [9 0 R] /Order [9 0 R] >> >>'
    writeFileSync(
      path,
      pdf([
        `<< /Type /Catalog /Pages 2 0 R ${names} ${layers} >>`,
        '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [5 0 R 8 0 R] >>',
        stream('', '40 40 99 99 re f'),
        '<< /Type /Annot /Subtype /Text /Rect [9 9 30 30] /Contents (not for the minister) >>',
        '<< /Type /Filespec /F (a.txt) /EF << /F 7 0 R >> >>',
        stream('/Type /EmbeddedFile', 'hidden'),
        '<< /Type /Annot /Subtype /Link /Rect [40 640 500 680] /A << /S /SubmitForm /F (http://127.0.0.1:9/x) >> >>',
        '<< /Type /OCG /Name (old text) >>',
      ]),
    )
    await put(path)
    const strip = w.page.locator('.viewer [role=note]')
    for (const what of ['attachments', 'comments', 'layers', 'launch'])
      await expect.poll(() => strip.innerText(), { timeout: 20_000 }).toContain(w.t(`register.viewer.hidden.${what}`))
    await clear()
  })

  it('a protected file is kept as it came when the clerk wants it, and read with its password', async () => {
    await w.switchTo('fr')
    await put('encrypted-user-1234.pdf')
    await w.shot(join(screens, 'scans-protected-ask-fr.png'))
    await w.button('register.scans.keepProtected').click()
    const password = w.page.locator('#viewer-password')
    await password.fill('0000')
    await password.press('Enter')
    await w.page.getByText(w.t('register.viewer.passwordWrong')).waitFor()
    await w.shot(join(screens, 'scans-protected-fr.png'))
    await password.fill('1234')
    await password.press('Enter')
    await drawn(1)
    await clear()
  })

  it('sixty pages are printed in pieces, with progress and a stop', async () => {
    const scan = await PDFDocument.load(readFileSync(sent('scan-200-pages.pdf')))
    for (let last = 199; last >= 60; last--) scan.removePage(last)
    const sixty = join(work, 'scan-60-pages.pdf')
    writeFileSync(sixty, await scan.save())
    await put(sixty)
    await drawn(60)
    await w.button('register.viewer.print').click()
    await w.button('printing.go').click()
    await w.button('register.viewer.stop').waitFor()
    await w.shot(join(screens, 'scans-printing-fr.png'))
    await w.button('register.viewer.stop').click()
    await w.button('register.viewer.stop').waitFor({ state: 'detached' })
    expect(await w.page.locator('.print-view').count()).toBe(0)
    await w.button('register.viewer.print').click()
    await w.button('printing.go').click()
    await expect.poll(() => w.page.locator('.print-view img').count(), { timeout: 120_000 }).toBe(60)
    await endPrinting()
  }, 180_000)

  /** How much of the first page, or of its left half, is ink. */
  const darkShare = (part: 'all' | 'left' = 'all'): Promise<number> =>
    w.page
      .locator('.viewer .page canvas')
      .first()
      .evaluate((canvas, side) => {
        const c = canvas as HTMLCanvasElement
        const width = side === 'left' ? c.width / 2 - 4 : c.width
        const pixels = c.getContext('2d')?.getImageData(0, 0, width, c.height).data ?? []
        let dark = 0
        for (let i = 0; i < pixels.length; i += 4) if ((pixels[i] ?? 255) < 128) dark++
        return dark / (pixels.length / 4)
      }, part)

  /** Width over height as it should stand: the stored sides, changed over by orientation 6. */
  const sizeOf = (jpeg: Buffer): [number] => {
    for (let at = 2; ; at += 2 + jpeg.readUInt16BE(at + 2))
      if ([0xc0, 0xc2].includes(jpeg[at + 1] ?? 0)) return [jpeg.readUInt16BE(at + 5) / jpeg.readUInt16BE(at + 7)]
  }
})
