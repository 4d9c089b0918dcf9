import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeScan } from '../../scripts/demo/scan'
import { LYON, REPLY, issue, openEntry, openLetter, registerLyon, savedAndShown, sign, writeReply } from './main-job'
import { photographFailures, picture } from './pictures'
import { DeskWindow } from './window'

const PASSWORD = 'diwan-demo'

/** The one job the office exists for, by four hands of three people, in the language of whoever sits there. */
describe.each(['ar', 'fr'] as const)('a letter from the post to its answer, in %s', (language) => {
  const work = mkdtempSync(join(tmpdir(), 'diwan-job-'))
  const scan = join(work, 'AML-2026-57.pdf')
  let w: DeskWindow
  photographFailures(() => w)
  beforeAll(async () => {
    await writeScan(scan, resolve('resources/fonts'))
    w = await DeskWindow.open(join(work, 'home'))
    await w.openDemonstration(language)
  })
  afterAll(async () => {
    await w.close()
    rmSync(work, { recursive: true, force: true })
  })

  it('the clerk registers it beside its scan, and the number is the next one (N1, N3)', async () => {
    const before = await w.page.locator('.number bdi').first().innerText()
    const number = await registerLyon(w, scan)
    expect(sequence(number)).toBe(sequence(before) + 1)
    await w.goTo(w.t('values.registerKinds.incoming'))
    const row = w.page.getByRole('row').filter({ hasText: LYON.reference })
    await row.first().click()
    await w.page.locator('.dock canvas, .dock .page[aria-busy=false]').first().waitFor()
    await picture(w, `register-${language}.png`)
    expect(await row.count()).toBe(1)
  })

  it('the officer finds it by the sender’s reference and sees the scan', async () => {
    await w.logInAs('karim', PASSWORD)
    await openEntry(w, LYON.reference)
    await w.page.locator('.page[aria-busy=false] canvas').first().waitFor()
    expect(await ink(w)).toBeGreaterThan(0.002)
    await w.shot(resolve('test-output/screens', `entry-with-scan-${language}.png`))
  })

  it('and answers it in two languages; whoever drafted it is offered no signature (A4)', async () => {
    await writeReply(w, async () => {
      await picture(w, `letter-${language}.png`)
    })
    await savedAndShown(w)
    expect(await w.button('letters.sign.button').count()).toBe(0)
  })

  it('a second person signs it, after which its text stands still (W2)', async () => {
    await w.logInAs('said', PASSWORD)
    await openLetter(w, 'toSign')
    await w.shot(resolve('test-output/screens', `letter-to-sign-${language}.png`))
    await sign(w)
    expect(await w.page.locator('.editor[contenteditable=true], .editor[contenteditable=plaintext-only]').count()).toBe(
      0,
    )
  })

  it('the clerk gives it the next departure number, and its PDF carries it', async () => {
    await w.logInAs('nadia', PASSWORD)
    await openLetter(w, 'toIssue')
    const number = await issue(w)
    expect(sequence(number)).toBe(213)
    await w.shot(resolve('test-output/screens', `letter-issued-${language}.png`))
    expect(await ink(w)).toBeGreaterThan(0.002)
  })

  it('stands in both registers: the letter as answered, the answer under its number (C4)', async () => {
    await w.goTo(w.t('values.registerKinds.incoming'))
    const row = w.page.getByRole('row').filter({ hasText: LYON.reference })
    await expect.poll(() => row.innerText()).toContain(w.t('values.entryStatuses.answered'))
    await w.goTo(w.t('values.registerKinds.outgoing'))
    const answer = w.page.getByRole('row').filter({ hasText: REPLY.subjectAr.slice(0, 12) })
    await answer.first().waitFor()
    expect(await answer.count()).toBe(1)
  })
})

const sequence = (number: string): number => Number(/(\d+)$/.exec(number)?.[1])

/** How much of the first page is dark: a page that was not drawn is white. */
async function ink(w: DeskWindow): Promise<number> {
  return w.page
    .locator('.page canvas')
    .first()
    .evaluate((element) => {
      const canvas = element as HTMLCanvasElement
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] }
      let dark = 0
      for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 128 && (data[at + 3] ?? 0) > 128) dark++
      return dark / (data.length / 4)
    })
}
