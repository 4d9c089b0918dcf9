import type { Contact, ContactHit } from '../../../contract/community'
import type { TemplateBody } from '../../../contract/template-body'
import type { Template } from '../../../contract/templates'
import type { DeskWindow } from '../window'
import { ask, at, type Screen } from './screen'

/** An invitation to whoever is in the directory, one of them without an address and one who is not to be contacted. */
export async function planned(w: DeskWindow): Promise<string> {
  const template = (await ask<Template[]>(w, 'templates', 'list', {})).find(({ names }) => names.en === 'Invitation')
  const { body } = await ask<{ body: TemplateBody }>(w, 'templates', 'get', { id: template?.id })
  const filled = JSON.parse(JSON.stringify(body).replaceAll('………', '12')) as TemplateBody
  const hits = await ask<ContactHit[]>(w, 'community', 'find', { text: '', kind: null, limit: 8 })
  for (const [i, hit] of hits.entries()) {
    const {
      entries: _e,
      createdAt: _c,
      pending: _p,
      ...card
    } = await ask<Contact>(w, 'community', 'get', { id: hit.id })
    const reach = i === 2 ? 'never' : i === 3 ? 'discreet' : null
    await ask(w, 'community', 'save', {
      ...card,
      address: i === 1 ? '' : '12, rue des Lilas',
      city: card.city || 'Lyon',
      reach,
    })
  }
  const id = await w.page.evaluate(() => crypto.randomUUID())
  const uuid7 = `01890000-0000-7${id.slice(15, 18)}-${id.slice(19)}`
  await ask(w, 'runs', 'plan', {
    ...{
      id: uuid7,
      name: 'دعوات ملتقى الصيف',
      templateId: template?.id,
      body: filled,
      secondLanguage: 'fr',
      byPost: true,
    },
    ...{
      addressForm: { rank: 'unknown', woman: false },
      signerTitle: { ar: 'المدير', other: 'Le directeur' },
      list: { kind: 'contacts', ids: hits.map((hit) => hit.id) },
    },
  })
  return uuid7
}

/** Somebody of the list is not to be contacted after all. */
async function forbids(w: DeskWindow): Promise<void> {
  const [hit] = await ask<ContactHit[]>(w, 'community', 'find', { text: '', kind: null, limit: 1 })
  const card = await ask<Contact>(w, 'community', 'get', { id: hit?.id })
  const { entries: _e, createdAt: _c, pending: _p, ...typed } = card
  await ask(w, 'community', 'save', { ...typed, reach: 'never' })
}

export async function made(w: DeskWindow): Promise<string> {
  const id = await planned(w)
  await ask(w, 'runs', 'make', { id })
  return id
}

const page = '.paper canvas'
/** One text to many: whom to, what, what would become of each, and what became of them. */
export const runScreens: Screen[] = [
  {
    name: 'run-review',
    who: 'karim',
    open: async (w) => at(w, `/runs/new/${await planned(w)}`, page),
  },
  {
    name: 'run-text',
    who: 'karim',
    open: async (w) => {
      await at(w, `/runs/new/${await planned(w)}`, page)
      await w.button('runs.back').click()
      await w.page.locator('textarea').first().waitFor()
    },
  },
  { name: 'run-begin', who: 'karim', open: (w) => at(w, '/runs/new', '.cards') },
  { name: 'run', who: 'karim', open: async (w) => at(w, `/run/${await made(w)}`, page) },
  { name: 'runs', who: 'karim', open: (w) => at(w, '/runs', '[role=option]') },
]

const dialog = (w: DeskWindow): Promise<void> => w.page.getByRole('dialog').first().waitFor()
/** The dialogs behind them. */
export const runDialogs: Screen[] = [
  {
    name: 'run-outcome',
    who: 'karim',
    open: async (w) => {
      await at(w, `/runs/new/${await planned(w)}`, page)
      await forbids(w)
      await w.button('runs.preview.make').click()
      await dialog(w)
    },
  },
  {
    name: 'run-envelope',
    who: 'karim',
    open: async (w) => {
      const [hit] = await ask<ContactHit[]>(w, 'community', 'find', { text: '', kind: null, limit: 1 })
      await at(w, `/contact/${hit?.id}`, '.card')
      await w.button('runs.post.envelope').click()
      await dialog(w)
    },
  },
  {
    name: 'run-sign',
    who: 'said',
    open: async (w) => {
      await at(w, '/runs', '[role=option]')
      const [row] = (await ask<{ rows: { id: string }[] }>(w, 'runs', 'list', {})).rows
      await at(w, `/run/${row?.id}`, page)
      await w.button('runs.run.sign').click()
      await w.page.locator('[role=dialog] p.m').waitFor()
    },
  },
]
