import { mkdtempSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { issue, openEntry, openLetter, registerLyon, savedAndShown, sign, writeReply } from '../../tests/e2e/main-job'
import { DeskWindow } from '../../tests/e2e/window'
import { writeScan } from './scan'

const PASSWORD = 'diwan-demo'
const output = resolve('demo-output')

/**
 * The main job in the real window: a letter is registered with its scan, its sender kept, answered in two languages, signed
 * by a second person, numbered, printed, and arrives at the server. Leaves pictures of each step and the letter's PDF.
 */
async function walk(): Promise<void> {
  await rm(output, { recursive: true, force: true })
  await mkdir(output, { recursive: true })
  const work = mkdtempSync(join(tmpdir(), 'diwan-demo-'))
  const scan = join(work, 'AML-2026-57.pdf')
  await writeScan(scan, resolve('resources/fonts'))
  const w = await DeskWindow.open(process.env['DIWAN_HOME'] ?? join(work, 'home'))
  let pictures = 0
  const pictureOf = async (name: string): Promise<void> => {
    const number = String(++pictures).padStart(2, '0')
    for (const language of ['ar', 'fr'] as const) {
      await w.switchTo(language)
      await w.shot(join(output, `${number}-${name}-${language}.png`))
    }
    await w.switchTo('ar')
  }
  const step = async (name: string, work: () => Promise<string>): Promise<void> => {
    const began = Date.now()
    try {
      console.log(`✓ ${name}: ${await work()} (${((Date.now() - began) / 1000).toFixed(1)} s)`)
    } catch (error) {
      await w.shot(join(output, 'failed.png')).catch(() => undefined)
      console.error(`✗ ${name}\n${error instanceof Error ? error.message : String(error)}`)
      throw new Error(name, { cause: error })
    }
  }
  try {
    await step('open the demonstration office', async () => {
      await w.openDemonstration('ar')
      await w.page.getByRole('row').nth(3).waitFor()
      await pictureOf('register')
      return 'two weeks of letters, clerk Nadia at the desk'
    })
    await step('register an incoming letter with its scan', async () => {
      const number = await registerLyon(w, scan, () => pictureOf('entry-form'))
      await pictureOf('number-given')
      return `number ${number}, sender kept as an entity`
    })
    await step('open the entry as the officer', async () => {
      await w.logInAs('karim', PASSWORD)
      await openEntry(w, 'AML/2026/57')
      await pictureOf('entry')
      return 'found by the sender’s reference'
    })
    await step('answer in Arabic and French', async () => {
      await writeReply(w, () => pictureOf('letter'))
      await savedAndShown(w)
      return 'submitted for signature'
    })
    await step('sign as the head of office', async () => {
      await w.logInAs('said', PASSWORD)
      await openLetter(w, 'toSign')
      await pictureOf('to-sign')
      await sign(w)
      return 'signed by a second person; the text is frozen'
    })
    await step('give it its outgoing number', async () => {
      await w.logInAs('nadia', PASSWORD)
      await openLetter(w, 'toIssue')
      const number = await issue(w)
      await pictureOf('issued')
      return `number ${number}`
    })
    await step('keep the letter’s PDF', async () => {
      const bytes = await letterBytes(w)
      await writeFile(join(output, 'letter.pdf'), bytes)
      return `demo-output/letter.pdf, ${Math.round(bytes.length / 1024)} KB`
    })
    const code = process.env['DIWAN_DEMO_CODE']
    if (code) {
      await step('send everything to the server', async () => {
        const sent = await enrol(w, code)
        await pictureOf('synchronised')
        return sent
      })
    }
  } finally {
    await w.close()
    await rm(work, { recursive: true, force: true })
  }
}

/** The PDF the window itself shows, fetched as it fetches it. */
async function letterBytes(w: DeskWindow): Promise<Buffer> {
  const id = /letter\/([0-9a-f-]{36})/.exec(w.page.url())?.[1] ?? ''
  const bytes = await w.page.evaluate(async (letter) => {
    const bridge = (window as unknown as { diwan: { call(request: unknown): Promise<{ value: { pdfUrl: string } }> } })
      .diwan
    const { value } = await bridge.call({ feature: 'letters', name: 'get', input: { id: letter } })
    return [...new Uint8Array(await (await fetch(value.pdfUrl)).arrayBuffer())]
  }, id)
  return Buffer.from(bytes)
}

/** The administrator types the server's code; the badge says when nothing waits any more. */
async function enrol(w: DeskWindow, code: string): Promise<string> {
  const { page } = w
  await w.logInAs('admin', PASSWORD)
  await w.goTo(w.t('shell.nav.settings'))
  await page.getByRole('link', { name: w.t('settings.sections.server') }).click()
  await w.field('settings.server.code').fill(code)
  await w.field('settings.server.deviceName').fill('مكتب الضبط 1')
  await w.button('settings.server.enrol').click()
  await page.locator('.sync').getByText(w.t('sync.allSent')).waitFor({ timeout: 60_000 })
  await page.locator('.sync').click()
  return 'enrolled; nothing waits to be sent'
}

walk().catch((error: unknown) => {
  console.error(`The demo stopped at: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
})
