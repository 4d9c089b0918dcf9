import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { languages } from '../../contract/values'
import { photographFailures } from './pictures'
import { DeskWindow, foreignWords } from './window'

const PASSWORD = 'الديوان مفتوح صباحا'
const NEXT = 'كلمة مرور أخرى طويلة'
const OWN = 'القلم في يدي وحدي'
const home = mkdtempSync(join(tmpdir(), 'diwan-first-'))
const picture = (name: string): Promise<string> => w.shot(resolve('test-output/screens', `${name}.png`))
let w: DeskWindow
let secret = ''
beforeAll(async () => {
  w = await DeskWindow.open(home)
})
afterAll(async () => {
  await w.close()
  rmSync(home, { recursive: true, force: true })
})
photographFailures(() => w)

const enter = (): Promise<void> => w.page.keyboard.press('Enter')
const inFrench = (key: string): string =>
  w
    .t(key)
    .replace('{language}', w.t('values.languageNames.fr'))
    .replace(/\s*\{n\}/, '')
const step = (name: string) =>
  w.page
    .locator('.flow .now')
    .getByText(w.t(`session.create.steps.${name}`))
    .waitFor()

describe('a new office', () => {
  it('begins in the language somebody chooses', async () => {
    await w.page.getByRole('button', { name: 'العربية', exact: true }).click()
    await picture('first-run-choice-ar')
    await w.button('session.first.create').click()
    expect(await w.page.locator('html').getAttribute('dir')).toBe('rtl')
  })

  it('is made by five questions, each answered from the keyboard', async () => {
    await step('office')
    await enter()
    await expect.poll(() => w.page.locator('[aria-invalid=true]').count()).toBe(1)
    await w.field('session.create.nameAr').fill('القنصلية العامة بليون')
    await picture('create-office-ar')
    await enter()
    await step('letterhead')
    await w.field('session.create.placeAr').fill('ليون')
    await w.page.getByLabel(inFrench('session.create.placeOther')).fill('Lyon')
    await picture('create-letterhead-ar')
    await enter()
    await step('units')
    await picture('create-units-ar')
    await enter()
    await step('registers')
    await w.page.getByLabel(`${w.t('session.create.opening')}: ${w.t('values.registerKinds.incoming')}`).fill('٤١٨')
    await picture('create-registers-ar')
    await enter()
    await step('administrator')
    await w.field('session.create.personAr').fill('ليلى التازي')
    await w.field('session.create.login').fill('leila')
    await w.field('session.create.password').fill(PASSWORD)
    await w.field('session.create.again').fill(`${PASSWORD}.`)
    await enter()
    await w.page.getByText(w.t('session.password.differ')).waitFor()
    await w.field('session.create.again').fill(PASSWORD)
    await picture('create-administrator-ar')
    await enter()
    await w.page.locator('.part .secret').waitFor({ timeout: 60_000 })
    // What a guess costs, in the program as it ships; tests of main alone pay less.
    const { slots } = JSON.parse(readFileSync(join(home, 'office/vault.json'), 'utf8')) as { slots: { kdf: unknown }[] }
    expect(slots[0]?.kdf).toMatchObject({ memoryKiB: 65_536, passes: 3 })
  })

  it('shows its recovery secret once, on a sheet of its own when it is printed', async () => {
    secret = await w.page.locator('.part .secret').innerText()
    expect(secret.replace(/[\s-]/g, '').length).toBeGreaterThan(20)
    await picture('recovery-secret-ar')
    await w.page.emulateMedia({ media: 'print' })
    expect(await w.page.locator('.paper .secret').innerText()).toBe(secret)
    expect(await w.page.locator('#app').isVisible()).toBe(false)
    await w.page.screenshot({ path: resolve('test-output/screens/recovery-sheet-ar.png') })
    await w.page.emulateMedia({ media: null })
    const go = w.button('session.secret.go')
    expect(await go.isDisabled()).toBe(true)
    await w.page.getByRole('checkbox').check()
    await go.click()
    await w.page.locator('.me').waitFor()
    expect(await w.page.content()).not.toContain(secret)
  })

  it('continues the paper book at the number that was typed (N1)', async () => {
    await w.page.evaluate(() => (location.hash = '/register/incoming/new'))
    await expect.poll(() => w.page.locator('.numband b').innerText()).toMatch(/00418\s*$/)
  })
})

describe('coming and going', () => {
  it('a wrong password is refused in a sentence, the right one opens', async () => {
    await w.logOut()
    await picture('log-in-ar')
    await w.field('session.logIn.login').fill('leila')
    await w.field('session.logIn.password').fill('ليست هذه')
    await enter()
    const said = w.page.getByRole('alert')
    await said.first().waitFor()
    expect(await said.first().innerText()).toContain(
      (w.t('errors.wrong-password').split(' | ')[0] ?? '').replace(/\.$/, ''),
    )
    await picture('log-in-wrong-ar')
    expect(await w.page.locator('.me').count()).toBe(0)
    await w.page.locator('button[type=submit]:enabled').waitFor()
    await w.logIn('leila', PASSWORD)
  })

  it('a key locks the window and takes what it showed off the page; the password brings it back', async () => {
    await w.page.evaluate(() => (location.hash = '/settings/users'))
    await w.page.locator('tbody tr').first().waitFor()
    await w.page.keyboard.press('Control+l')
    await w.page.getByRole('heading', { name: w.t('session.locked.title') }).waitFor()
    await picture('locked-ar')
    expect(await w.page.locator('.app, tbody').count()).toBe(0)
    await w.field('session.logIn.password').fill(PASSWORD)
    await enter()
    await w.page.locator('tbody tr').first().waitFor()
  })

  it.each(languages)('the whole window follows to %s while it is open', async (language) => {
    await w.switchTo(language)
    const html = w.page.locator('html')
    expect([await html.getAttribute('lang'), await html.getAttribute('dir')]).toEqual([
      language,
      language === 'ar' ? 'rtl' : 'ltr',
    ])
    for (const path of ['/settings/users', '/settings/backup', '/register/incoming', '/register/incoming/new']) {
      await w.page.evaluate((hash) => (location.hash = hash), path)
      await w.page.waitForTimeout(150)
      expect(foreignWords(await w.ownWords(), language), path).toEqual([])
    }
  })
})

describe('the administrator', () => {
  beforeAll(() => w.switchTo('ar'))

  it('adds a person, who chooses their own password and is at work', async () => {
    await w.page.evaluate(() => (location.hash = '/settings/users'))
    await w.button('settings.users.add').first().click()
    await w.field('session.create.personAr').fill('نادية بنعيسى')
    await w.page.locator('.editor').getByLabel(w.t('settings.users.login')).fill('nadia')
    await w.field('settings.users.password').fill(PASSWORD)
    await w.field('settings.users.passwordAgain').fill(PASSWORD)
    await picture('user-new-ar')
    await enter()
    await w.page.getByText(w.t('settings.users.added').split('{')[0] ?? '').waitFor()
    await w.logOut()
    await w.field('session.logIn.login').fill('nadia')
    await w.field('session.logIn.password').fill(PASSWORD)
    await enter()
    // The password is the administrator's: hers comes before everything else, and her signature with it.
    await w.page.getByText(w.t('session.password.mustTitle')).waitFor()
    await w.page.keyboard.press('Escape')
    const own = w.page.getByRole('dialog').locator('input')
    await own.nth(0).fill(PASSWORD)
    await own.nth(1).fill(OWN)
    await own.nth(2).fill(OWN)
    await picture('own-password-first-ar')
    await enter()
    await w.page.locator('.me').waitFor()
    await w.readLanguage()
    // She begins at the register, not on the administrator's page, which would refuse her.
    await w.button('register.new.incoming').first().waitFor()
    await picture('register-new-office-ar')
    expect(await w.page.getByRole('alert').count()).toBe(0)
  })

  it('a person changes their own password; the old one opens nothing any more', async () => {
    await w.page.locator('.me').click()
    await w.page.getByRole('menuitem', { name: w.t('shell.person.changePassword') }).click()
    const dialog = w.page.getByRole('dialog')
    const fields = dialog.locator('input')
    await fields.nth(0).fill(OWN)
    await fields.nth(1).fill(NEXT)
    await fields.nth(2).fill(NEXT)
    await picture('change-password-ar')
    await enter()
    await dialog.waitFor({ state: 'detached' })
    await w.logOut()
    await w.field('session.logIn.login').fill('nadia')
    await w.field('session.logIn.password').fill(OWN)
    await enter()
    await w.page.getByRole('alert').first().waitFor()
    await w.page.locator('button[type=submit]:enabled').waitFor()
    await w.logIn('nadia', NEXT)
  })

  it('who lost every password opens the vault with the printed secret', async () => {
    await w.logOut()
    await w.button('session.logIn.forgotten').click()
    await w.field('session.logIn.login').fill('leila')
    await w.field('session.recover.secret').fill(secret.toLowerCase())
    await w.page.locator('input[type=password]').nth(0).fill(NEXT)
    await w.page.locator('input[type=password]').nth(1).fill(NEXT)
    await picture('recover-ar')
    await enter()
    await w.page.locator('.me').waitFor()
  })
})
