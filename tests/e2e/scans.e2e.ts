import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openForm } from './entry-form'
import { photographFailures } from './pictures'
import { DeskWindow } from './window'
import { tiff } from '../fixtures/scans'

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
    await expect.poll(() => pages().count()).toBe(count)
    await w.page.locator('.viewer .page[aria-busy=false] canvas').first().waitFor()
  }
  const clear = async (): Promise<void> => {
    const buttons = w.page.locator('.files li button.ico')
    while ((await buttons.count()) > 0) await buttons.first().click()
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
    await expect.poll(async () => (await boxes()).map(({ w: x, h: y }) => (x / y).toFixed(2))).toEqual(['0.71', '1.41', '1.41', '0.71']) // prettier-ignore
    await w.shot(join(screens, 'scans-shapes-ar.png'))
    await clear()
  })

  it('all pages of a TIFF are shown, as they were scanned', async () => {
    await put('three-pages.tif')
    await drawn(3)
    expect(await darkShare()).toBeGreaterThan(0.001)
    await w.shot(join(screens, 'scans-tiff-ar.png'))
    await clear()
    // Group 4: one strip, eight lines all white, the end of the block.
    const white = Buffer.from([0xff, 0x00, 0x10, 0x01])
    const fax = join(work, 'fax.tif')
    writeFileSync(fax, tiff([{ width: 64, height: 8, data: white }], { compression: 4, photometric: 0 }))
    await put(fax)
    await drawn(1)
    expect(await darkShare()).toBe(0)
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
    await expect.poll(() => strip.innerText()).toContain(w.t('register.viewer.hidden.launch'))
    expect(await strip.innerText()).toContain(w.t('register.viewer.hidden.script'))
    expect(await strip.innerText()).toContain(w.t('register.viewer.hidden.links'))
    await w.shot(join(screens, 'scans-hidden-ar.png'))
    await clear()
    await put('xfa-dynamic.pdf')
    await expect.poll(() => strip.innerText()).toContain(w.t('register.viewer.hidden.form'))
    await clear()
    await put('plain.pdf')
    await drawn(1)
    expect(await strip.count()).toBe(0)
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

  it('two hundred pages are printed in pieces, with progress and a stop', async () => {
    // The system's dialog has nobody to answer it here.
    await w.app.evaluate(({ BrowserWindow }) => {
      const [open] = BrowserWindow.getAllWindows()
      if (!open) return
      open.webContents.print = (_options, done) => {
        ;(globalThis as { over?: () => void }).over = () => done?.(true, '')
      }
    })
    await put('scan-200-pages.pdf')
    await drawn(200)
    await w.button('register.viewer.print').click()
    await w.button('register.viewer.stop').waitFor()
    await w.shot(join(screens, 'scans-printing-fr.png'))
    await w.button('register.viewer.stop').click()
    await w.button('register.viewer.stop').waitFor({ state: 'detached' })
    expect(await w.page.locator('.print-view').count()).toBe(0)
    await w.button('register.viewer.print').click()
    await expect.poll(() => w.page.locator('.print-view img').count(), { timeout: 120_000 }).toBe(200)
    await w.app.evaluate(() => (globalThis as { over?: () => void }).over?.())
    await w.page.locator('.print-view').waitFor({ state: 'detached' })
  }, 180_000)

  /** How much of the first page is ink. */
  const darkShare = (): Promise<number> =>
    w.page
      .locator('.viewer .page canvas')
      .first()
      .evaluate((canvas) => {
        const c = canvas as HTMLCanvasElement
        const pixels = c.getContext('2d')?.getImageData(0, 0, c.width, c.height).data ?? []
        let dark = 0
        for (let i = 0; i < pixels.length; i += 4) if ((pixels[i] ?? 255) < 128) dark++
        return dark / (pixels.length / 4)
      })

  /** Width over height as it should stand: the stored sides, changed over by orientation 6. */
  const sizeOf = (jpeg: Buffer): [number] => {
    for (let at = 2; ; at += 2 + jpeg.readUInt16BE(at + 2))
      if ([0xc0, 0xc2].includes(jpeg[at + 1] ?? 0)) return [jpeg.readUInt16BE(at + 5) / jpeg.readUInt16BE(at + 7)]
  }
})
