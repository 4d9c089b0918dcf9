import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addUser, closeDesks, logIn, newOffice, PASSWORD, pdfFile, startDesk } from '../fixtures/office'
import { bothSync, Ministry, named, Pc, secondPc } from '../sync/stories'
import { photographFailures } from './pictures'
import { DeskWindow } from './window'

let lille: Pc
const home = mkdtempSync(join(tmpdir(), 'diwan-line-'))
let ministry: Ministry
let w: DeskWindow
let serverStands = true
/** Entries of the other PC, with their scans. */
let scanned: string[] = []
photographFailures(() => w)

beforeAll(async () => {
  ministry = await Ministry.open()
  const desk = startDesk({ folder: join(home, 'office'), line: { automatic: false } })
  await desk.api.session.createOffice(newOffice())
  const rabat = new Pc(desk, 'Rabat')
  await desk.api.sync.enrol({ code: await ministry.server.newCode({}), deviceName: 'الرباط 1' })
  lille = await secondPc(ministry, rabat)
  const id = await rabat.writes({ phone: '0522 00 00 00' })
  await bothSync(rabat, lille)
  await rabat.writes({ id, phone: '0522 11 11 11' })
  await lille.writes({ id, phone: '0601 22 22 22' })
  scanned = []
  for (const name of ['first.pdf', 'second.pdf']) {
    const path = pdfFile(lille.desk.folder, name, name.repeat(60_000))
    const staged = await lille.api.documents.stage({ path })
    scanned.push((await lille.registers({ fileIds: [staged.id] })).id)
  }
  const nadia = await addUser(desk, 'nadia', ['clerk'])
  for (const pc of [lille.desk, desk]) await addUser(pc, 'salma', ['clerk'])
  const card = await rabat.writes({ city: 'ليون', nameAr: named('جمعية الأساتذة المغاربة بليون') })
  await bothSync(lille, rabat)
  await logIn(desk, 'nadia')
  await rabat.writes({ id: card, city: 'فينيسيو', phone: '04 72 00 00 00' })
  const person = (await lille.api.users.list({})).find((u) => u.id === nadia)
  if (!person) expect.fail('nadia is known on both desks')
  const { names, clearance, active, unitId } = person
  await lille.api.users.update({ id: nadia, names, clearance, active, unitId, roles: ['headOfOffice'] })
  await bothSync(lille, rabat)
  await desk.close()
  w = await DeskWindow.open(home)
  await w.readLanguage()
  await w.logIn('admin', PASSWORD)
})
afterAll(async () => {
  await w.close()
  await closeDesks()
  if (serverStands) await ministry.close()
  rmSync(home, { recursive: true, force: true })
})

const badge = (text: string) => w.page.locator('button.sync').getByText(text)

describe('the line, in the window', () => {
  it('what the server did not take is shown beside what stands; tried again by who may, it is gone', async () => {
    await w.page.locator('button.sync').click()
    for (const language of ['ar', 'fr'] as const) {
      await w.switchTo(language)
      await w.page.getByText('فينيسيو').first().scrollIntoViewIfNeeded()
      await w.shot(resolve(`test-output/screens/held-live-${language}.png`))
    }
    await w.button('sync.held.mend').click()
    await w.page.getByRole('dialog').waitFor()
    expect(await w.field('community.field.city').inputValue()).toBe('فينيسيو')
    await w.shot(resolve('test-output/screens/held-mend-fr.png'))
    await w.page.keyboard.press('Escape')
    await w.button('sync.held.putAway').first().click()
    await w.page.getByRole('dialog').waitFor()
    await w.shot(resolve('test-output/screens/held-away-fr.png'))
    await w.button('sync.held.cancel').click()
    await w.button('sync.held.again').click()
    await w.button('sync.held.again').waitFor({ state: 'detached' })
    await w.page.locator('button.sync').click()
    await w.switchTo('ar')
  })

  it('two PCs made one login: the administrator is told, and gives the second another one', async () => {
    await w.page.evaluate(() => (location.hash = '/settings/users'))
    await w.page.locator('.twice .note').waitFor()
    for (const language of ['ar', 'fr'] as const) {
      await w.switchTo(language)
      await w.shot(resolve(`test-output/screens/login-twice-${language}.png`))
    }
    await w.page.locator('.twice .note button').click()
    await w.page.getByRole('dialog').waitFor()
    await w.shot(resolve('test-output/screens/login-rename-fr.png'))
    await w.page
      .getByRole('dialog')
      .getByRole('button', { name: w.t('settings.users.twice.rename') })
      .click()
    await w.page.getByText('salma2').first().waitFor()
    await w.page.locator('.twice').waitFor({ state: 'detached' })
    await w.switchTo('ar')
  })

  it('a same-field conflict is counted beside its desk; both values are shown, it is put off and taken back, and one is kept with a key', async () => {
    await w.goTo(w.t('shell.nav.conflicts'))
    for (const phone of ['0522 11 11 11', '0601 22 22 22']) await w.page.getByText(phone).first().waitFor()
    for (const language of ['ar', 'fr'] as const) {
      await w.switchTo(language)
      await w.shot(resolve(`test-output/screens/conflict-live-${language}.png`))
    }
    await w.switchTo('ar')
    // Put off it stays on the desk, counted, and says until when; taken back it waits again.
    const line = w.page.getByRole('option', { selected: true })
    const later = w.t('sync.conflicts.putOff').split('{')[0] ?? ''
    await w.button('sync.conflicts.tomorrow').click()
    await expect.poll(() => line.innerText()).toContain(later)
    await w.page.getByText(w.t('sync.conflicts.putAside')).waitFor()
    for (const language of ['fr', 'ar'] as const) {
      await w.switchTo(language)
      await w.shot(resolve(`test-output/screens/conflict-later-${language}.png`))
    }
    await w.button('sync.conflicts.nowAfterAll').click()
    await expect.poll(() => line.innerText()).not.toContain(later)
    await w.page.getByText(w.t('sync.conflicts.waiting')).waitFor()
    await w.page.keyboard.press('1')
    await w.page.getByText(w.t('sync.conflicts.decided')).first().waitFor()
    await badge(w.t('sync.allSent')).waitFor({ timeout: 30_000 })
  })

  it('a second word is asked from the other PC, given here, and opens the day again there (I4)', async () => {
    const book = (await lille.api.closing.books({})).find(({ heldHere, open }) => heldHere && open.length > 0)
    if (!book) expect.fail('the other PC registered two entries')
    await lille.api.closing.closeDays({ bookId: book.id, through: book.today })
    const closing = (await lille.api.closing.books({})).find(({ id }) => id === book.id)?.newest ?? null
    const id = lille.desk.app.session.desk.newId()
    await lille.api.countersigning.ask({ id, bookId: book.id, closing, reason: 'رسالة وصلت بعد الإقفال' })
    await lille.syncs()
    await w.page.evaluate(() => (location.hash = '/closing'))
    await w.button('closing.apart.give').waitFor({ timeout: 30_000 })
    for (const language of ['fr', 'ar'] as const) {
      await w.switchTo(language)
      await w.shot(resolve(`test-output/screens/second-word-${language}.png`))
    }
    await w.button('closing.apart.refuse').click()
    await w.shot(resolve('test-output/screens/second-word-refuse-ar.png'))
    await w.page.keyboard.press('Escape')
    await w.button('closing.apart.give').click()
    await w.button('closing.apart.give').waitFor({ state: 'detached' })
    const state = async (): Promise<string | undefined> => {
      await lille.syncs()
      return (await lille.api.countersigning.list({})).find((one) => one.id === id)?.state
    }
    await expect.poll(state, { timeout: 30_000 }).toBe('given')
    await lille.api.countersigning.carryOut({ id })
    expect((await lille.api.closing.books({})).find((one) => one.id === book.id)?.through).not.toBe(book.today)
  })

  it('a scan of the other PC opens by itself', async () => {
    await w.page.evaluate((id) => (location.hash = `/entry/${id}`), scanned[0])
    await w.page.locator('.viewer .page[aria-busy=false] canvas').first().waitFor({ timeout: 30_000 })
  })

  it('the server gone: the badge says since when, how much waits and why; work goes on', async () => {
    await ministry.close()
    serverStands = false
    await w.page.evaluate(async () => {
      const { diwan } = window as unknown as { diwan: { call(request: unknown): Promise<unknown> } }
      await diwan.call({ feature: 'sync', name: 'tryNow', input: {} })
    })
    await badge(w.t('values.syncPhases.offline')).waitFor({ timeout: 40_000 })
    await w.page.evaluate(() => (location.hash = '/register/incoming/new'))
    await w.page.locator('.numband').waitFor()
    await w.page.locator('button.sync').click()
    await w.shot(resolve('test-output/screens/offline-live-ar.png'))
    expect(await w.page.locator('button.sync').innerText()).toMatch(/\d\d:\d\d/)
  })

  it('a scan that is not here then says why, and offers to try again', async () => {
    await w.page.evaluate((id) => (location.hash = `/entry/${id}`), scanned[1])
    const said = w.page.locator('.viewer [role=alert]')
    await said.waitFor({ timeout: 40_000 })
    expect(await said.innerText()).toContain(w.t('errors.server-unreachable'))
    await w.button('register.viewer.again').waitFor()
    for (const language of ['ar', 'fr'] as const) {
      await w.switchTo(language)
      await w.button('register.viewer.again').click()
      await said.waitFor({ timeout: 40_000 })
      await w.shot(resolve(`test-output/screens/scan-away-${language}.png`))
    }
  })
})
