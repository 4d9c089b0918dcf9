import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { photographFailures } from './pictures'
import { DeskWindow } from './window'

const PASSWORD = 'الديوان مفتوح صباحا'
const homes: string[] = []
const newHome = (): string => {
  const home = mkdtempSync(join(tmpdir(), 'diwan-vault-'))
  homes.push(home)
  return home
}
let w: DeskWindow
photographFailures(() => w)
afterAll(async () => {
  await w.close()
  for (const home of homes) rmSync(home, { recursive: true, force: true })
})

/** The page's own words, as an attacker in it would say them. */
const fromPage = (script: string): Promise<string> =>
  w.page.evaluate<string>(
    `(async () => { ${script} })().then((value) => JSON.stringify(value), (error) => 'refused: ' + String(error))`,
  )

async function found(): Promise<void> {
  w.language = 'ar'
  await w.page.getByRole('button', { name: 'العربية', exact: true }).click()
  await w.button('session.first.create').click()
  await w.field('session.create.nameAr').fill('القنصلية العامة بليون')
  await w.page.keyboard.press('Enter')
  await w.field('session.create.placeAr').fill('ليون')
  await w.page
    .getByLabel(w.t('session.create.placeOther').replace('{language}', w.t('values.languageNames.fr')))
    .fill('Lyon')
  for (let step = 0; step < 3; step++) await w.page.keyboard.press('Enter')
  await w.field('session.create.personAr').fill('ليلى التازي')
  await w.field('session.create.login').fill('leila')
  await w.field('session.create.password').fill('password 2026')
  await w.page.getByText(w.t('session.password.levels.1')).waitFor()
  await w.field('session.create.password').fill(PASSWORD)
  await w.page.getByText(w.t('session.password.levels.3')).waitFor()
  await w.shot(resolve('test-output/screens/password-strength-ar.png'))
  await w.field('session.create.again').fill(PASSWORD)
  await w.page.keyboard.press('Enter')
}

describe('a real office on an engine without security fixes', () => {
  it('is refused in words, and nothing is left', async () => {
    w = await DeskWindow.open(newHome(), { DIWAN_DEVELOPMENT: '' })
    await found()
    const version = await w.app.evaluate(() => process.versions['electron'] ?? '')
    if (Number(version.split('.')[0]) >= 43) return void (await w.close())
    await w.page
      .getByText((w.t('errors.electron-unsupported').split('{found}')[0] ?? '').trim(), { exact: false })
      .waitFor()
    expect(
      await fromPage(`return (await window.diwan.call({ feature: 'session', name: 'state', input: {} })).value.phase`),
    ).toBe('"empty"')
    await w.close()
  })
})

describe('the printed secret', () => {
  it('does not stand on the screen through a lock, and is shown again to its founder until they have put it away', async () => {
    w = await DeskWindow.open(newHome())
    await found()
    const secret = w.page.locator('.part .secret')
    await secret.waitFor()
    const text = (await secret.textContent()) ?? ''
    // As the idle lock does it.
    await fromPage(`return window.diwan.call({ feature: 'session', name: 'lock', input: {} })`)
    await w.page.getByText(w.t('session.locked.title')).waitFor()
    expect(await w.page.content()).not.toContain(text.trim())
    await w.page.locator('input[type=password]').fill(PASSWORD)
    await w.page.keyboard.press('Enter')
    await w.button('session.secret.show').click()
    await secret.waitFor()
    expect(await secret.textContent()).toBe(text)
    await w.page.locator('.sure input').check()
    await w.button('session.secret.go').click()
    await w.page.locator('.me').waitFor()
  })
})

describe('the page', () => {
  it('cannot name a path: neither in a call, nor in an object that says it is a file, nor in a file of its own making', async () => {
    const path = resolve('package.json')
    const attempts = [
      `return window.diwan.stageFile({ path: ${JSON.stringify(path)} })`,
      `return window.diwan.stageFile({ path: ${JSON.stringify(path)}, name: 'x', size: 1, __proto__: File.prototype })`,
      `const f = new File(['x'], 'x.pdf'); Object.defineProperty(f, 'path', { value: ${JSON.stringify(path)} }); return window.diwan.stageFile(f)`,
      `return window.diwan.call({ feature: 'documents', name: 'stage', input: { path: ${JSON.stringify(path)} } })`,
      `return window.diwan.call({ feature: 'backup', name: 'restore', input: { token: ${JSON.stringify(path)}, by: { login: 'leila', password: ${JSON.stringify(PASSWORD)} } } })`,
    ]
    for (const attempt of attempts) {
      const said = await fromPage(attempt)
      expect(said, attempt).toMatch(/refused|"ok":false/)
      // The file was not even looked at: a package.json would be of an unknown kind.
      expect(said, attempt).not.toMatch(/file-kind-unknown/)
    }
  })
})
