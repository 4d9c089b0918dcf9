import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Language } from '../../contract/values'
import { narrowFaults, size, usual } from './narrow'
import { photographFailures } from './pictures'
import { behind, screens } from './screens'
import { practiceScreens } from './screens/practice'
import { dialogsOf, drawn, faults, routesOf, show, spilling, type Theme } from './surface'
import { DeskWindow, foreignWords } from './window'

/** `DIWAN_PICTURES=1` leaves a picture of every screen in every language for somebody to open. */
const looking = process.env['DIWAN_PICTURES'] === '1'
const only = process.env['DIWAN_SCREENS']?.split(',')
const home = mkdtempSync(join(tmpdir(), 'diwan-surface-'))
const PASSWORD = 'diwan-demo'
type Shown = readonly [Language, Theme, rules: 'all' | readonly string[] | null]
/**
 * Each language once, each theme twice. Axe reads a screen whole in one language; in another, in the dark, what depends on colour and on names.
 * A word of another script and what spills is looked for in all of them.
 */
const SHOWN: readonly Shown[] = [
  ['es', 'dark', null],
  ['en', 'light', null],
  ['fr', 'light', 'all'],
  ['ar', 'dark', ['color-contrast', 'button-name', 'link-name', 'label', 'aria-input-field-name']],
]
/** What stands is looked at first: one change less for each screen. */
const beginningWith = (now: Language): Shown[] => [...SHOWN].sort(([a], [b]) => Number(b === now) - Number(a === now))
/**
 * `DIWAN_SURFACE=whole`: each screen, and each dialog behind it, in all four. Otherwise each page in one of them, read whole by axe, and its neighbours in the list in the others:
 * nobody waits ten minutes for each test run.
 */
const whole = process.env['DIWAN_SURFACE'] === 'whole'
const shownOf = (place: number, now: Language): Shown[] => {
  const [language, theme] = SHOWN[place % SHOWN.length] ?? ['fr', 'light']
  return whole ? beginningWith(now) : [[language, theme, 'all']]
}
/** Not reached here, and where else somebody looks at them. */
const ELSEWHERE: Record<string, string> = {
  ConfirmDay: 'a clock that jumped: first-run.e2e.ts',
  LoginsTwice: 'two PCs without a line: line.e2e.ts',
  HeldChanges: 'what a server refused: undo.e2e.ts',
  RolloutDialog: 'a server with releases: releases.e2e.ts',
  CrashDialog: 'a crash: support.e2e.ts',
  ArrangeDialog: 'a scan: pages.e2e.ts',
  StampDialog: 'a scan: labels.e2e.ts',
  NumberDialog: 'a pile: labels.e2e.ts',
  SeparatorDialog: 'a batch of scans: labels.e2e.ts',
  ReceiveDialog: 'two people: arriving.e2e.ts',
  MoveDialog: 'two people: arriving.e2e.ts',
  ValuableDialog: 'a thing in the safe: arriving.e2e.ts',
  StockDialog: 'a thing in the safe: arriving.e2e.ts',
  SheetDialog: 'an open sheet: arriving.e2e.ts',
  CorrectSheet: 'a closed sheet: arriving.e2e.ts',
  MissingDialog: 'a missing enclosure: arriving.e2e.ts',
  TellDialog: 'a missing enclosure: arriving.e2e.ts',
  ForwardDialog: 'a letter for somebody else: arriving.e2e.ts',
  NewDelivery: 'a day’s lines: leaving.e2e.ts',
  DeliveryDialog: 'a day’s lines: leaving.e2e.ts',
  TypedBack: 'a day’s lines: leaving.e2e.ts',
  NewPosting: 'a posted letter: leaving.e2e.ts',
  PostingDialog: 'a posted letter: leaving.e2e.ts',
  NewTender: 'a tender: arriving.e2e.ts',
  TenderDialog: 'a tender: arriving.e2e.ts',
  ReceiveEnvelope: 'a tender: arriving.e2e.ts',
  TenderTask: 'a tender: arriving.e2e.ts',
  HoldDialog: 'where a paper is: leaving.e2e.ts',
  ClassEditor: 'a plan: filing.e2e.ts',
  NewDisposal: 'what is due: filing.e2e.ts',
  DisposalDialog: 'what is due: filing.e2e.ts',
  FieldDialog: 'a text of a template: templates.e2e.ts',
  BlockDialog: 'a letter: templates.e2e.ts',
  EndDialog: 'what is assigned: papers.e2e.ts',
  SendDialog: 'a selection: exchange.e2e.ts',
  AcceptDialog: 'another office: exchange.e2e.ts',
  ClockDialog: 'a deadline: desk.e2e.ts',
  CalendarExport: 'a deadline: desk.e2e.ts',
}
let w: DeskWindow
let who = 'nadia'
const parts = new Set<string>()
const routes = new Set<string>()

beforeAll(async () => {
  w = await DeskWindow.open(home)
  await w.openDemonstration('ar')
  // Colours change at once: what is on its way from light to dark is neither.
  await w.page.emulateMedia({ reducedMotion: 'reduce' })
})
afterAll(async () => {
  await w.close()
  rmSync(home, { recursive: true, force: true })
})
photographFailures(() => w)

const chosen = [...screens, ...practiceScreens, ...(whole ? behind : [])].filter(
  ({ name }) => !only || only.includes(name),
)
it.each(chosen.map((screen, place) => [screen.name, screen, place] as const))(
  '%s: nothing serious for axe, no foreign word, nothing spills, nothing to press is out of reach at any size',
  async (name, screen, place) => {
    if (screen.who !== who) {
      await w.logInAs((who = screen.who), PASSWORD)
    }
    try {
      await screen.open(w)
      const found: Record<string, string[]> = {}
      await size(w, 1024, 700, 1)
      for (const [language, theme, rules] of shownOf(place, w.language)) {
        await show(w, language, theme)
        if (looking) await w.shot(resolve('test-output/surface', `${name}-${language}-${theme}.png`))
        const axe = rules === null ? [] : await faults(w, rules === 'all' ? undefined : [...rules])
        const wrong = [...axe, ...foreignWords(await w.ownWords(), language), ...(await spilling(w))]
        if (wrong.length > 0) found[`${language} ${theme}`] = wrong
      }
      await usual(w)
      Object.assign(found, await narrowFaults(w, name))
      const now = await drawn(w)
      now.at.forEach((path) => routes.add(path))
      now.parts.forEach((part) => parts.add(part))
      expect(found).toEqual({})
    } finally {
      await w.toStart()
    }
  },
)

it.runIf(whole && !only)('no page and no dialog was forgotten', async () => {
  // Addresses that only lead on.
  const leads = ['/', '/register/:kind(incoming|outgoing|internal)/:page(new)?']
  const elsewhere = ['/describe/:id'] // One of a pile that was numbered: labels.e2e.ts.
  expect((await routesOf(w)).filter((path) => !routes.has(path) && ![...leads, ...elsewhere].includes(path))).toEqual(
    [],
  )
  expect(dialogsOf(resolve('renderer')).filter((name) => !parts.has(name) && !(name in ELSEWHERE))).toEqual([])
})
