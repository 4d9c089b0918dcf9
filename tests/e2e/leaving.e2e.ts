import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { photographFailures } from './pictures'
import { DeskWindow } from './window'

const work = mkdtempSync(join(tmpdir(), 'diwan-leaving-'))
let w: DeskWindow
beforeAll(async () => {
  w = await DeskWindow.open(join(work, 'home'))
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
const gone = (): Promise<void> => dialog().waitFor({ state: 'detached' })
const to = (path: string) => w.page.evaluate((hash) => (location.hash = hash), path)

/** A hand that writes three strokes in the box. */
async function sign(): Promise<void> {
  const box = await dialog().locator('.pad').boundingBox()
  if (!box) throw new Error('no box to sign in')
  for (const stroke of [0.15, 0.4, 0.65]) {
    await w.page.mouse.move(box.x + box.width * stroke, box.y + box.height * 0.7)
    await w.page.mouse.down()
    for (let at = 0; at <= 12; at++) {
      const [x, y] = [stroke + at / 60, 0.55 + 0.25 * Math.sin(at / 2)]
      await w.page.mouse.move(box.x + box.width * x, box.y + box.height * y)
    }
    await w.page.mouse.up()
  }
}

/** Two entries of today, as the form would register them. */
const register = (kind: string, channel: string): Promise<void> =>
  w.page.evaluate(
    async (asked) => {
      const ask = async (feature: string, name: string, input: unknown) => {
        const result = (await (window as never as { diwan: { call(o: object): Promise<never> } }).diwan.call({
          ...{ feature, name, input },
        })) as { ok: boolean; value: never }
        if (!result.ok) throw new Error(JSON.stringify(result))
        return result.value
      }
      const registers = (await ask('register', 'registers', {})) as { id: string; kind: string }[]
      const { units } = (await ask('office', 'get', {})) as { units: { id: string }[] }
      const registerId = registers.find((one) => one.kind === asked.kind)?.id
      for (const id of asked.ids)
        await ask('register', 'register', {
          ...{ id, registerId, letterDate: null, arrivalAt: Date.now(), postmarkDate: null, correspondentId: null },
          ...{ reference: null, subject: 'Réponse à votre demande', channel: asked.channel, urgency: 'routine' },
          ...{ level: 'ordinary', unitId: units[0]?.id, enclosureCount: 0, enclosures: [], notes: '' },
          ...{ replyToId: null, secondCopyOfId: null, fileIds: [] },
        })
    },
    { kind, channel, ids: [v7(), v7()] },
  )

it('an entry goes into the delivery book, is signed on the screen, and the sheet comes back by keyboard (D5)', async () => {
  const { page } = w
  await register('incoming', 'post')
  await to('/register/incoming')
  await page.locator('[role=row][aria-selected]').nth(3).dblclick()
  await page.locator('.path').waitFor()
  await page.getByRole('link', { name: w.t('deliveries.entry'), exact: true }).click()
  await dialog().locator('li').first().waitFor()
  await w.field('deliveries.messenger').fill('حسن التازي')
  // One of those proposed goes with it.
  await dialog().locator('li input[type=checkbox]').nth(1).check()
  await picture('delivery-new-ar')
  await press('Control+Enter')
  await gone()
  const lines = page.locator('.deliveries [role=option]')
  await expect.poll(() => lines.count()).toBe(2)
  await lines.first().click()
  await w.field('slips.discharge.by').fill('ليلى بنعلي')
  await sign()
  await picture('delivery-sign-ar')
  await w.button('slips.discharge.do').click()
  await dialog().locator('svg.ink').waitFor()
  await picture('delivery-signed-ar')
  await press('Escape')
  await gone()
  await expect.poll(() => lines.count()).toBe(1)
  await w.switchTo('fr')
  await w.button('deliveries.type.button').click()
  // The first name has the focus: nothing has to be pressed before it is typed.
  await dialog().locator('input.name:focus').waitFor()
  await page.keyboard.type('Hassan Tazi')
  await picture('delivery-typed-fr')
  await press('Control+Enter')
  await gone()
  await page.getByRole('tab').nth(1).click()
  await expect.poll(() => lines.count()).toBe(2)
  await picture('delivery-day-fr')
  await w.button('deliveries.print').click()
  await dialog().locator('canvas').first().waitFor()
  await picture('delivery-paper-fr')
  await press('Escape')
})

it('what leaves registered goes on a list, and its card is read back by its number (D5)', async () => {
  const { page } = w
  await to('/postings')
  await register('outgoing', 'registeredPost')
  await press('Control+n')
  const numbers = dialog().locator('input.number')
  await numbers.first().fill('RR473124820MA')
  await dialog().locator('[role=alert]').waitFor()
  await numbers.first().fill('rr473124829ma')
  await w.button('postings.new.rest').click()
  await expect.poll(() => numbers.nth(1).inputValue()).toBe('RR473124832MA')
  await picture('posting-new-fr')
  await press('Control+Enter')
  await dialog().locator('canvas').first().waitFor()
  await picture('posting-paper-fr')
  await press('Escape')
  await gone()
  await picture('postings-day-fr')
  await w.switchTo('ar')
  await w.field('postings.find.label').fill('RR473124832MA')
  await press('Enter')
  await dialog().locator('.segments').waitFor()
  await dialog()
    .locator('.segment', { hasText: w.t('values.postingOutcomes.returned') })
    .click()
  await w.choose('postings.reason', w.t('values.returnReasons.unclaimed'))
  await picture('posting-card-ar')
  await w.button('postings.record').click()
  await gone()
  await page.locator('.postings .mark.late').waitFor()
  await picture('postings-ar')
})

it('the paper goes into other hands with its sheet, and the same petition comes from others (D6, D9)', async () => {
  const { page } = w
  await to('/register/incoming')
  await page.locator('[role=row][aria-selected]').nth(1).dblclick()
  await page.locator('.path').waitFor()
  await w.button('papers.hold.button').click()
  await w.field('papers.hold.who').fill('كريمة السباعي')
  await picture('paper-hold-ar')
  await press('Control+Enter')
  await gone()
  await page
    .locator('.acts')
    .getByRole('button', { name: w.t('papers.back') })
    .waitFor()
  await page
    .locator('.acts')
    .getByRole('button', { name: w.t('papers.sheet') })
    .click()
  await dialog().locator('canvas').first().waitFor()
  await picture('paper-sheet-ar')
  await press('Escape')
  await gone()
  await w.button('petitions.button').click()
  await w.field('petitions.names').fill('محمد العلوي\nFatima Zahra Idrissi\nعبد السلام بنعيسى')
  await press('Control+Enter')
  await dialog().locator('li').nth(2).waitFor()
  await picture('petitions-ar')
  await press('Control+Enter')
  await gone()
  await expect.poll(() => page.getByText('Fatima Zahra Idrissi').count()).toBe(1)
  await picture('entry-leaving-ar')
  await to('/papers')
  await page.locator('.papers [role=option]').waitFor()
  await picture('papers-ar')
})
