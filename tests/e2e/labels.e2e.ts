import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { chooseSender, subjectField } from './entry-form'
import { photographFailures } from './pictures'
import { DeskWindow } from './window'

const work = mkdtempSync(join(tmpdir(), 'diwan-labels-'))
const scanner = join(work, 'scanner')
let w: DeskWindow
beforeAll(async () => {
  mkdirSync(scanner)
  w = await DeskWindow.open(join(work, 'home'), { DIWAN_CHOOSE_FOLDER: scanner })
  await w.openDemonstration('ar')
})
afterAll(async () => {
  await w.close()
  rmSync(work, { recursive: true, force: true })
})
photographFailures(() => w)

const picture = (name: string): Promise<string> => w.shot(resolve('test-output/screens', `${name}.png`))
const dialog = () => w.page.getByRole('dialog')
const press = (key: string): Promise<void> => w.page.keyboard.press(key)
async function page(hash: string, title: string): Promise<void> {
  await w.page.evaluate((to) => void (location.hash = to), hash)
  // A key pressed before the page stands is the old page's.
  await w.page.locator('h1', { hasText: w.t(title) }).waitFor()
}
const waiting = () => w.page.locator('.waiting [role=option]')

/** What the printer gets: here it is the batch the scanner gives back. */
const labelsOf = (): Promise<number[]> =>
  w.page.evaluate(async () => {
    const ask = async (feature: string, name: string, input: unknown) => {
      const result = (await window.diwan.call({ feature, name, input })) as { value: Record<string, unknown> }
      return result.value
    }
    const { rows } = (await ask('describing', 'list', {})) as { rows: { id: string }[] }
    const which = { ids: rows.map(({ id }) => id) }
    const { url } = (await ask('labels', 'print', { which, format: 'zebra', start: 0 })) as { url: string }
    return [...new Uint8Array(await (await fetch(url)).arrayBuffer())]
  })

it('a pile is numbered at once, labelled, and waits to be described (D2)', async () => {
  await page('/describe', 'describing.title')
  await press('Control+n')
  await w.field('describing.number.count').fill('2')
  await w.choose('describing.number.channel', w.t('values.channels.post'))
  await w.field('describing.number.unit').click()
  await w.page.getByRole('option').first().click()
  await picture('number-pile-ar')
  await press('Control+Enter')
  await w.button('labels.do').waitFor()
  await dialog().getByRole('combobox').click()
  await w.page.getByRole('option', { name: w.t('labels.formats.sheet24'), exact: true }).click()
  await dialog().getByRole('radio').nth(4).click()
  await picture('labels-ar')
  await press('Control+Enter')
  await dialog().locator('canvas').first().waitFor()
  await picture('labels-paper-ar')
  await press('Escape')
  await expect.poll(() => waiting().count()).toBe(2)
  await picture('describe-list-ar')
})

it('the scanner’s batch is parted by the labels on it, shown, filed, and leaves the folder', async () => {
  const batch = join(scanner, 'scan0001.pdf')
  writeFileSync(batch, Buffer.from(await labelsOf()))
  await page('/intake', 'intake.title')
  await w.button('intake.folder.choose').click()
  const scan = w.page.locator('.tray .scan')
  await scan.first().waitFor()
  await w.page.locator('.tray .scan:not([disabled])').waitFor({ timeout: 15_000 })
  await scan.first().click()
  await w.page.locator('.parts > li').nth(1).waitFor({ timeout: 20_000 })
  expect(await w.page.locator('.parts .fixed').count()).toBe(2)
  await picture('intake-ar')
  await w.switchTo('fr')
  await picture('intake-fr')
  await press('Control+Enter')
  await expect.poll(() => existsSync(batch)).toBe(false)
  await w.page.locator('.parts').waitFor({ state: 'detached' })
})

it('each is described beside its scan, with a key for the next; the scan gets its stamp on a copy (I3)', async () => {
  await page('/describe', 'describing.title')
  await waiting().first().dblclick()
  await w.page.locator('form textarea').first().waitFor()
  const first = w.page.url()
  await press('F3')
  await press('F4')
  await chooseSender(w, 'جمعية')
  await subjectField(w).fill('طلب تعيين أستاذين')
  await picture('describe-fr')
  await press('Control+Enter')
  await expect.poll(() => w.page.url()).not.toBe(first)
  await w.page.evaluate((to) => void (location.hash = to), `/entry/${first.split('/').at(-1) ?? ''}`)
  await w.button('labels.stamp.button').click()
  await dialog().getByRole('radio').nth(2).click()
  await w.button('labels.stamp.show').click()
  await dialog().locator('canvas').first().waitFor()
  await picture('stamp-fr')
  await w.button('labels.stamp.keep').click()
  await dialog().waitFor({ state: 'detached' })
  await expect.poll(() => w.page.locator('.files .chip').count()).toBe(2)
  await picture('stamped-fr')
})
