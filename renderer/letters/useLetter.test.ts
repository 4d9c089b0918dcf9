import { flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { AppError } from '../../contract/errors'

const content = (ar: string) => ({
  ...{ secondLanguage: 'fr', urgency: 'routine', level: 'ordinary', signatureMode: 'own', enclosures: [] },
  ...{ addressee: { ar: '', other: '' }, subject: { ar: '', other: '' } },
  paragraphs: [{ role: 'free', ar, other: '' }],
})
const main = vi.hoisted(() => ({
  stands: '',
  updatedAt: 1,
  own: null as unknown,
  changed: (_: { ids: string[] }) => {},
}))
const letter = () => ({ id: 'L', state: 'draft', draftedById: 'u', updatedAt: main.updatedAt, ...content(main.stands) })
vi.mock('../bridge/client', () => ({
  api: {
    letters: {
      get: async () => letter(),
      preview: async () => ({ url: '', pages: 1, hash: '' }),
      save: async (input: { basedOn: number; content: { paragraphs: { ar: string }[] } }) => {
        if (input.basedOn !== main.updatedAt) throw new AppError('stale')
        Object.assign(main, { stands: input.content.paragraphs[0]?.ar ?? '', updatedAt: main.updatedAt + 1 })
        return letter()
      },
      keepOwn: async (input: { content: unknown }) => void (main.own = { content: input.content, at: 5 }),
      own: async () => ({ words: main.own }),
      dropOwn: async () => void (main.own = null),
      on: (_: string, seen: typeof main.changed) => ((main.changed = seen), () => undefined),
    },
  },
}))
vi.mock('../session/session', () => ({ useSession: () => ({ can: () => true, beforeLeaving: () => () => undefined }) }))

const { useLetter } = await import('./useLetter')
async function open() {
  let desk: ReturnType<typeof useLetter> | undefined
  const page = mount(defineComponent({ setup: () => ((desk = useLetter(() => 'L')), () => h('i')) }), {
    global: { plugins: [createPinia()] },
  })
  await flushPromises()
  if (!desk?.content.value) return expect.fail('not open')
  const written = desk.content.value
  return { desk, page, type: (ar: string) => void ((written.paragraphs[0] ?? expect.fail()).ar = ar) }
}
beforeEach(() => Object.assign(main, { stands: 'أول', updatedAt: 1, own: null }))

it('A saves, B has typed: reload, leaving and a kill lose nothing, and a key takes B’s words over', async () => {
  const b = await open()
  b.type('كلام ب، ثلاثمائة كلمة')
  Object.assign(main, { stands: 'كلام أ', updatedAt: 2 })
  main.changed({ ids: ['L'] })
  await flushPromises()
  // Kept at once, before anything else happens: a kill now takes nothing.
  expect(JSON.stringify(main.own)).toContain('كلام ب')
  b.type('كلام ب، وزيادة')
  b.page.unmount()
  await flushPromises()
  expect(JSON.stringify(main.own)).toContain('وزيادة')

  const again = await open()
  expect(again.desk.content.value?.paragraphs[0]?.ar).toBe('كلام أ')
  expect(again.desk.own.value?.content.paragraphs[0]?.ar).toBe('كلام ب، وزيادة')
  await again.desk.takeOver()
  expect(main.stands).toBe('كلام ب، وزيادة')
  expect(main.own).toBeNull()
})

it('a save that comes too late keeps the words beside, and letting them go leaves the colleague’s text', async () => {
  const b = await open()
  b.type('كلام ب')
  Object.assign(main, { stands: 'كلام أ', updatedAt: 2 })
  expect(await b.desk.save()).toBe(false)
  expect(JSON.stringify(main.own)).toContain('كلام ب')
  await b.desk.load()
  await b.desk.letGo()
  expect(main).toMatchObject({ stands: 'كلام أ', own: null })
})
