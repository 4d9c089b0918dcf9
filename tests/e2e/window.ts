import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Locator, type Page } from 'playwright-core'
import { languages, type Language } from '../../contract/values'
import { MA } from '../../domain/policies/MA'
import { words } from '../../domain/words'

type Texts = { [key: string]: string | Texts }
const locales = new Map<Language, Texts>()

/** The same sentence the window shows, in the language it shows now; plural forms are matched as they come. */
export function textOf(language: Language, key: string): string {
  if (!locales.has(language)) {
    const folder = resolve('renderer/locales', language)
    const features = readdirSync(folder).filter((f) => f.endsWith('.json'))
    const texts = Object.fromEntries(
      features.map((f) => [basename(f, '.json'), JSON.parse(readFileSync(join(folder, f), 'utf8')) as Texts]),
    )
    texts['values'] = { ...texts['values'], ...words[language].values }
    locales.set(language, texts)
  }
  let at: string | Texts | undefined = locales.get(language)
  for (const part of key.split('.')) at = typeof at === 'object' ? at[part] : undefined
  if (typeof at !== 'string') throw new Error(`no text ${key} in ${language}`)
  return at.replace(/@:\{'country\.(\w+)'\}/g, (_all, word: keyof typeof MA.words) => MA.words[word])
}

/** Keys of a test are no keys of the display: to the system nobody has been there since it began. */
export const AT_WORK = { DIWAN_IDLE_SECONDS: '86400' }

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The real window, spoken to as a clerk does: by what is written on it. */
export class DeskWindow {
  language: Language = 'ar'

  private constructor(
    private readonly electron: ElectronApplication | null,
    readonly page: Page,
  ) {}

  /** A window somebody else started: an installed program, whose main process lets no inspector in. */
  static attach(page: Page): DeskWindow {
    page.setDefaultTimeout(10_000)
    return new DeskWindow(null, page)
  }

  get app(): ElectronApplication {
    if (!this.electron) throw new Error('only its page can be reached')
    return this.electron
  }

  /** @param home the folder of the vault; the same one again is the same office. @param words as the system starts it */
  static async open(
    home: string,
    env: Record<string, string> = {},
    words: readonly string[] = [],
  ): Promise<DeskWindow> {
    const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH']
    if (!dist) throw new Error('which Electron? run this through `npm test` or `npm run demo`')
    const app = await _electron.launch({
      executablePath: join(dist, 'electron'),
      args: [...(process.env['DIWAN_ELECTRON_ARGS'] ?? '').split(' ').filter(Boolean), resolve('.'), ...words],
      env: { ...(process.env as Record<string, string>), ...AT_WORK, DIWAN_HOME: home, ...env },
      timeout: 60_000,
    })
    const page = await app.firstWindow()
    page.setDefaultTimeout(10_000)
    // Choosing a file never opens the system's window here: asked for only when a test waits, it could come too late for the key.
    page.on('filechooser', () => undefined)
    return new DeskWindow(app, page)
  }

  async close(): Promise<void> {
    if (this.electron) await this.electron.close()
    else await this.page.close()
  }

  t(key: string): string {
    return textOf(this.language, key)
  }

  button(key: string): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^${escaped(this.t(key))}`) })
  }

  /** On an entry: a reply as the country's plain one begins it. */
  async reply(): Promise<void> {
    await this.button('register.entry.reply').click()
    await this.page.getByRole('dialog').getByRole('option').first().click()
    await this.page.getByRole('dialog').waitFor({ state: 'detached' })
  }

  field(key: string): Locator {
    return this.page.getByLabel(this.t(key), { exact: false }).first()
  }

  /** What is written on the window by us, not by the office: data stands in `<bdi>`, keys in `<kbd>`, a language's own name has its `lang`. */
  async ownWords(): Promise<string[]> {
    return this.page.evaluate(() => {
      const found: string[] = []
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const holder = node.parentElement
        const text = node.textContent?.trim()
        if (text && holder && !holder.closest('bdi, kbd, script, style, textarea, [lang]:not(html), [contenteditable]'))
          found.push(text)
      }
      for (const field of document.querySelectorAll('[placeholder]'))
        found.push(field.getAttribute('placeholder') ?? '')
      return found
    })
  }

  /** A picture of the window as it stands. */
  async shot(path: string): Promise<string> {
    mkdirSync(dirname(path), { recursive: true })
    await this.page.evaluate(() => document.fonts.ready)
    // Lists settle, notices slide in: a picture of a half-drawn window judges nothing.
    await this.page.waitForTimeout(350)
    await this.page
      .locator('[aria-busy=true]')
      .first()
      .waitFor({ state: 'detached', timeout: 5000 })
      .catch(() => undefined)
    await this.page.screenshot({ path })
    return path
  }

  /** By hand and key: of two quick clicks the second may meet another line, when the dock came between them. */
  async openRow(row: Locator): Promise<void> {
    await row.click()
    await this.page.keyboard.press('Enter')
  }

  async choose(key: string, option: string): Promise<void> {
    await this.field(key).click()
    await this.page.getByRole('option', { name: option, exact: true }).click()
  }

  /** The person menu; the whole window follows at once. */
  async switchTo(language: Language): Promise<void> {
    if (language === this.language) return
    await this.page.locator('.me').click()
    await this.page.getByRole('menuitemradio', { name: textOf(this.language, `values.languages.${language}`) }).click()
    this.language = language
    await this.page.locator(`html[lang="${language}"]`).waitFor()
    await this.page.keyboard.press('Escape')
    await this.page.locator('.menu').waitFor({ state: 'detached' })
  }

  async openDemonstration(language: Language = 'ar'): Promise<void> {
    this.language = language
    await this.page
      .getByRole('button', { name: textOf(language, `values.languages.${language}`), exact: true })
      .first()
      .click()
    await this.button('session.first.demo').click()
    await this.page.locator('.me').waitFor({ timeout: 60_000 })
    await this.withoutTour()
  }

  async logIn(login: string, password: string): Promise<void> {
    await this.field('session.logIn.login').fill(login)
    await this.field('session.logIn.password').fill(password)
    await this.page.keyboard.press('Enter')
    await this.page.locator('.me').waitFor()
    await this.readLanguage()
    await this.withoutTour()
  }

  /** As who has put the first tour away: it is looked at in tour.e2e.ts. */
  private async withoutTour(): Promise<void> {
    await this.page.evaluate(async () => {
      type Session = { preferences: { tour: string }; setPreferences(change: object): Promise<void> }
      const app = document.querySelector('#app') as unknown as {
        __vue_app__: { config: { globalProperties: { $pinia: { _s: Map<string, Session> } } } }
      }
      const session = app.__vue_app__.config.globalProperties.$pinia._s.get('session')
      if (session?.preferences.tour === 'wanted') await session.setPreferences({ tour: 'done' })
    })
  }

  /** Everybody has their own; the window has already followed. */
  async readLanguage(): Promise<void> {
    const lang = await this.page.locator('html').getAttribute('lang')
    this.language = languages.find((language) => language === lang) ?? this.language
  }

  async logOut(): Promise<void> {
    await this.page.locator('.me').click()
    await this.page.getByRole('menuitem', { name: this.t('shell.person.logOut') }).click()
    await this.page.locator('.frame form').waitFor()
    await this.readLanguage()
  }

  async logInAs(login: string, password: string): Promise<void> {
    await this.logOut()
    await this.logIn(login, password)
  }

  /** Closes what is open and goes back to the register, so that one screen does not stand in the next one's picture. */
  async toStart(): Promise<void> {
    const dialog = this.page.locator('[role=dialog], [role=menu], .menu')
    for (let tries = 0; (await dialog.count()) > 0 && tries < 3; tries++) await this.page.keyboard.press('Escape')
    const drawer = this.page.locator('button:is(.sync, .jobs)[aria-expanded=true]')
    if (await drawer.count()) await drawer.click()
    await this.page.evaluate(() => (location.hash = '/settings/about'))
    await this.page.locator('.settings-column').waitFor()
  }

  async goTo(label: string): Promise<void> {
    await this.page
      .getByRole('navigation')
      .getByRole('link', { name: new RegExp(escaped(label)) })
      .click()
  }
}

/** Names of things and formats that are written in Latin letters in Arabic too; the languages name themselves. */
const KNOWN = /\b(PDF|JPEG|PNG|WebP|TIFF|QR|WhatsApp|Electron|Chromium|USB|FAT32|exFAT|NTFS|Ctrl|Enter|Esc|Alt)\b/g
const OWN_NAMES = ['العربية', 'Français', 'English', 'Español']

/** Words of another script than the window's language: a sentence somebody forgot to translate. */
export function foreignWords(found: readonly string[], language: Language): string[] {
  const foreign = language === 'ar' ? /[A-Za-zÀ-ÿ]{2,}/ : /[\u0620-\u064a]{2,}/
  // What stands between isolates is a value put into a sentence.
  const ours = (text: string): string => text.replace(/\u2068[^\u2069]*\u2069/g, '').replace(KNOWN, '')
  return found.filter((text) => !OWN_NAMES.includes(text) && foreign.test(ours(text)))
}
