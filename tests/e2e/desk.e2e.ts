import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEntry, REPLY, savedAndShown, writeReply } from './main-job'
import { photographFailures } from './pictures'
import { DeskWindow } from './window'

const home = mkdtempSync(join(tmpdir(), 'diwan-desk-'))
let w: DeskWindow
beforeAll(async () => {
  w = await DeskWindow.open(home)
  await w.openDemonstration('ar')
})
afterAll(async () => {
  await w.close()
  rmSync(home, { recursive: true, force: true })
})
photographFailures(() => w)

const waiting = () => w.page.locator('.queue [role=option]')
const open = () => w.page.locator('.open h2')
const drawn = () => w.page.locator('.pair .page[aria-busy=false] canvas').first().waitFor({ timeout: 30_000 })
const lands = async (login: string): Promise<void> => {
  await w.logInAs(login, 'diwan-demo')
  await expect.poll(() => w.page.url(), { timeout: 15_000 }).toContain('/desk')
}

describe('my desk', () => {
  it('the head of office reads what came beside what would leave, and returns it by a key, with a reason', async () => {
    await lands('karim')
    await w.page.getByText(w.t('desk.empty')).waitFor()
    await openEntry(w, 'RAB/26/0871')
    await writeReply(w)
    await lands('said')
    await waiting().first().waitFor()
    expect(await waiting().count()).toBe(1)
    await expect.poll(() => open().innerText()).toContain(REPLY.subjectAr)
    await drawn()
    await w.shot(resolve('test-output/screens/desk-sign-ar.png'))
    await w.page.keyboard.press('Alt+r')
    await w.page.getByRole('dialog').locator('textarea').fill('ينقص المرجع')
    await w.page.keyboard.press('Control+Enter')
    await w.page.getByRole('dialog').waitFor({ state: 'detached' })
    await w.page.getByText(w.t('desk.empty')).waitFor()
  })

  it('what was returned waits for its author, says why, and is one key away', async () => {
    await lands('karim')
    await waiting().first().waitFor()
    expect(await w.page.locator('.queue h2').first().innerText()).toContain(w.t('desk.waits.returned'))
    await w.page.getByText('ينقص المرجع').waitFor()
    await w.shot(resolve('test-output/screens/desk-returned-ar.png'))
    await w.page.keyboard.press('Control+Enter')
    await w.page.locator('.editor').first().waitFor()
    await savedAndShown(w)
    await w.page.keyboard.press('Control+Enter')
    await w.page.locator('.flow li').nth(1).locator('time').waitFor()
  })

  it('signs it without the mouse (W2); what is left has the keys', async () => {
    await lands('said')
    await waiting().first().waitFor()
    await drawn()
    await w.page.keyboard.press('Control+Enter')
    const dialog = w.page.getByRole('dialog')
    await dialog.waitFor()
    await w.page.keyboard.press('Control+Enter')
    await dialog.waitFor({ state: 'detached' })
    await w.page.getByText(w.t('desk.empty')).waitFor()
    await expect.poll(() => w.page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY')
  })

  it('P4: a card gets a wall and is gone for a colleague; broken open in need, it says so across the screen and on the keeper’s desk', async () => {
    const named = 'يوسف بلحاج'
    const list = () => w.page.evaluate(() => (location.hash = '/contacts/person'))
    await list()
    await w.page.getByRole('option').filter({ hasText: named }).click()
    await w.button('walls.raise').click()
    const dialog = w.page.getByRole('dialog')
    await dialog.locator('textarea').fill('حالة هشة')
    await w.shot(resolve('test-output/screens/wall-raise-ar.png'))
    await w.page.keyboard.press('Control+Enter')
    await w.page.getByText(w.t('walls.stands')).waitFor()
    await w.shot(resolve('test-output/screens/wall-card-ar.png'))
    await lands('karim')
    await list()
    await w.page.getByRole('option').first().waitFor()
    expect(await w.page.getByRole('option').filter({ hasText: named }).count()).toBe(0)
    await w.goTo(w.t('walls.page'))
    await w.page.keyboard.press('Control+b')
    await dialog.locator('input').first().fill(named)
    await dialog.locator('textarea').fill('اتصال من المستشفى')
    await w.page.keyboard.press('Control+Enter')
    await dialog.getByRole('link', { name: named }).click()
    await w.page.locator('.marks').waitFor()
    await w.page.locator('.main .head h1').filter({ hasText: /./ }).first().waitFor()
    await w.shot(resolve('test-output/screens/glass-card-ar.png'))
    await w.button('walls.glass.close').click()
    await w.page.locator('.marks').waitFor({ state: 'detached' })
    await lands('said')
    await w.page.getByText(w.t('walls.glass.broken')).waitFor()
    await w.shot(resolve('test-output/screens/glass-told-ar.png'))
    await w.button('walls.note').click()
    await w.page.getByText(w.t('walls.glass.broken')).waitFor({ state: 'detached' })
  })

  it('an administrator finds the last backup, the PCs and what to do next', async () => {
    await w.logInAs('admin', 'diwan-demo')
    await w.goTo(w.t('desk.title'))
    await w.page.locator('.admin .steps li').first().waitFor()
    expect(await w.page.locator('.admin').innerText()).toContain(w.t('desk.admin.noBackup'))
    expect(await w.page.locator('.admin .devices > li').count()).toBe(1)
    await w.shot(resolve('test-output/screens/desk-administrator-ar.png'))
  })
})
