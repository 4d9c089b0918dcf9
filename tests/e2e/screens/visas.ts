import type { Letter } from '../../../contract/letters'
import type { Askable } from '../../../contract/visas'
import type { DeskWindow } from '../window'
import { anId, ask, at, page, type Screen } from './screen'

const names = (ar: string, fr: string, en: string, es: string) => ({ ar, fr, en, es })
const MINISTER = names('الوزير', 'le Ministre', 'the Minister', 'el Ministro')
const SECRETARY = names('الكاتب العام', 'Le Secrétaire général', 'The Secretary-General', 'El Secretario General')

const people = (w: DeskWindow): Promise<Askable[]> => ask<Askable[]>(w, 'visas', 'askable', {})
export const personOf = async (w: DeskWindow, en: string): Promise<string> =>
  (await people(w)).find((one) => one.names.en.startsWith(en))?.id ?? ''

/** A letter of whoever is logged in, written and submitted along these people. */
export async function submittedLetter(
  w: DeskWindow,
  subject: { ar: string; other: string },
  path: string[],
): Promise<string> {
  const id = await anId(w)
  const made = await ask<Letter>(w, 'letters', 'create', {
    ...{ id, contactId: null, kind: 'letter', layout: 'sideBySide', secondLanguage: 'fr', level: 'ordinary' },
    ...{
      addressForm: { rank: 'unknown', woman: false },
      name: { ar: 'جمعية المغاربة بليون', other: 'Association des Marocains' },
    },
  })
  const { secondLanguage, addressee, enclosures, urgency, level, signatureMode, kind, layout, addressForm } = made
  const paragraphs = [
    ...made.paragraphs.filter(({ ar, other }) => ar && other),
    { role: 'decision', ar: 'تقررت الموافقة على طلبكم.', other: 'Votre demande est acceptée.' },
  ]
  const content = { secondLanguage, addressee, enclosures, urgency, level, signatureMode, kind, layout, addressForm }
  await ask(w, 'letters', 'save', { id, basedOn: made.updatedAt, content: { ...content, subject, paragraphs } })
  await ask(w, 'letters', 'submit', { id, path: path.map((one) => ({ kind: 'person', id: one, role: '' })) })
  return id
}

/** From the head's own hand: until the end of the year after, for letters up to restricted. */
export async function delegated(w: DeskWindow, toId: string): Promise<void> {
  const year = new Date().getFullYear()
  await ask(w, 'standing', 'delegate', {
    ...{ id: await anId(w), kind: 'byDelegation', toId, fromTitle: MINISTER, fromWoman: false, toTitle: SECRETARY },
    ...{ since: `${year}-01-01`, until: `${year + 1}-12-31`, kinds: null, unitIds: null, level: 'restricted' },
    act: '2026/12',
  })
}

const dialog = (w: DeskWindow): Promise<void> => w.page.getByRole('dialog').waitFor()
const onPage = (name: string, button: string): Screen => ({
  name,
  who: 'said',
  open: async (w) => {
    await page(w, '/standing', 'standing.title')
    await w.button(button).first().click()
    await dialog(w)
  },
})

/** Two letters of Karim's wait for a visa of the head's. */
const wait = async (w: DeskWindow): Promise<void> => {
  const said = await personOf(w, 'Sa')
  await submittedLetter(w, { ar: 'دعم مالي للجمعية', other: 'Soutien financier' }, [said])
  await submittedLetter(w, { ar: 'دعوة إلى الملتقى الثقافي', other: 'Invitation' }, [said])
}

export const visaScreens: Screen[] = [
  {
    name: 'standing',
    who: 'said',
    open: async (w) => {
      const { delegations } = await ask<{ delegations: unknown[] }>(w, 'standing', 'list', {})
      if (delegations.length === 0) {
        const karim = await personOf(w, 'Karim')
        const said = await personOf(w, 'Sa')
        await delegated(w, karim)
        const year = new Date().getFullYear()
        const days = { since: `${year}-01-01`, until: `${year}-12-31` }
        await ask(w, 'standing', 'absent', { id: await anId(w), userId: said, standInId: karim, ...days })
        const steps = [{ kind: 'person', id: karim, role: '' }]
        await ask(w, 'visas', 'keepUsual', { id: await anId(w), kind: 'circular', unitId: null, steps })
        await ask(w, 'standing', 'handOver', { id: await anId(w), fromId: karim, toId: said, occasion: '' })
      }
      await page(w, '/standing', 'standing.title')
    },
  },
]

/** Behind the others: what waits here would stand in the pictures of an empty desk. */
export const visaDialogs: Screen[] = [
  {
    name: 'letter-visas',
    who: 'karim',
    open: async (w) => {
      const { rows } = await ask<{ rows: { subject: string }[] }>(w, 'letters', 'list', { tab: 'mine' })
      if (rows.length < 2) await wait(w)
      await at(w, '/letters', '[role=option]')
      await w.page.getByRole('option').first().click()
      await w.page.locator('.circ .trail').waitFor()
    },
  },
  {
    name: 'desk-visa',
    who: 'said',
    open: async (w) => {
      await at(w, '/desk', '.queue [role=option]')
      await w.page.locator('.open .trail').waitFor()
      if (!(await w.page.locator('footer.sign').count())) await w.button('desk.markAll').click()
      await w.page.locator('footer.sign').waitFor()
    },
  },
  onPage('standing-absence', 'standing.absence.add'),
  onPage('standing-handover', 'standing.handover.add'),
  onPage('standing-delegation', 'standing.delegation.add'),
  onPage('standing-path', 'standing.paths.add'),
  {
    name: 'standing-paper',
    who: 'said',
    open: async (w) => {
      await page(w, '/standing', 'standing.title')
      await w.button('standing.handover.print').first().click()
      await w.page.getByRole('dialog').locator('.page[aria-busy=false] canvas').first().waitFor()
    },
  },
  {
    name: 'desk-batch',
    who: 'said',
    open: async (w) => {
      await at(w, '/desk', '.queue [role=option]')
      await w.button('desk.markAll').click()
      await w.page.keyboard.press('Control+s')
      await dialog(w)
    },
  },
]
