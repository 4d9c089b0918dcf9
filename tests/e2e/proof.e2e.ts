import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { photographFailures } from './pictures'
import { printLetterCode } from '../../domain/letters/code'
import { DeskWindow } from './window'

const home = mkdtempSync(join(tmpdir(), 'diwan-proof-'))
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

describe('proof in the window', () => {
  it.each(['ar', 'fr'] as const)(
    'the register says that it is whole, and the head of its chain (I5), in %s',
    async (language) => {
      await w.switchTo(language)
      await w.goTo(w.t('values.registerKinds.incoming'))
      await w.button('register.proof.button').click()
      const said = w.page.getByRole('dialog').locator('.note')
      await said.waitFor()
      expect(await said.innerText()).toMatch(/[0-9a-f]{64}/)
      expect(await said.innerText()).toContain(w.t('register.proof.whole').split('{')[0])
      await w.shot(resolve(`test-output/screens/proof-${language}.png`))
      await w.page.keyboard.press('Escape')
    },
  )

  it('a code that is none of ours, or of a key nobody here knows, says so', async () => {
    await w.switchTo('ar')
    await w.goTo(w.t('shell.nav.letters'))
    await w.button('letters.verify.button').click()
    const dialog = w.page.getByRole('dialog')
    await dialog.getByRole('textbox').fill('https://example.org')
    await dialog.getByRole('button', { name: w.t('letters.verify.do') }).click()
    await dialog.getByText(w.t('letters.verify.misread')).waitFor()
    const code = { number: 'ص/2026/00213', date: '2026-11-21', sender: 'مكتب', frozen: 'ab'.repeat(32), pages: 1 }
    await dialog.getByRole('textbox').fill(printLetterCode({ ...code, keyId: 'abcdefabcdef' }, () => 'AAAA'))
    await dialog.getByRole('button', { name: w.t('letters.verify.do') }).click()
    await dialog.getByText(w.t('letters.verify.unknown-key')).waitFor()
    await w.shot(resolve('test-output/screens/verify-ar.png'))
    await w.page.keyboard.press('Escape')
  })
})
