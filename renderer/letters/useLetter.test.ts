import { flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { AppError } from '../../contract/errors'

const content = (ar: string, second = '') => ({
  ...{ secondLanguage: 'fr', urgency: 'routine', level: 'ordinary', signatureMode: 'own', enclosures: [] },
  ...{ addressee: { ar: '', other: '' }, subject: { ar: '', other: '' } },
  paragraphs: [
    { role: 'free', ar, other: '' },
    { role: 'free', ar: second, other: '' },
  ],
})
const main = vi.hoisted(() => ({
  stands: '',
  updatedAt: 1,
  own: null as unknown,
  typed: null as unknown,
  second: '',
  changed: (_: { ids: string[] }) => {},
}))
const letter = () => ({
  id: 'L',
  state: 'draft',
  draftedById: 'u',
  updatedAt: main.updatedAt,
  ...content(main.stands, main.second),
})
vi.mock('../bridge/client', () => ({
  api: {
    letters: {
      get: async () => letter(),
      preview: async () => ({ url: '', pages: 1, hash: '' }),
      save: async (input: { basedOn: number; hereOnly?: true; content: { paragraphs: { ar: string }[] } }) => {
        if (input.basedOn !== main.updatedAt) throw new AppError('stale')
        if (input.hereOnly) {
          main.typed = { content: input.content, base: content(main.stands), over: main.updatedAt }
          return letter()
        }
        main.typed = null
        Object.assign(main, {
          stands: input.content.paragraphs[0]?.ar ?? '',
          second: input.content.paragraphs[1]?.ar ?? '',
          updatedAt: main.updatedAt + 1,
        })
        return letter()
      },
      keepOwn: async ({ content: words, base = null }: { content: unknown; base?: unknown }) =>
        void Object.assign(main, { own: { content: words, base, at: 5 }, typed: null }),
      own: async () => ({ words: main.own, typed: main.typed }),
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
beforeEach(() => Object.assign(main, { stands: 'أول', updatedAt: 1, own: null, typed: null, second: '' }))

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

it('at a pause it is kept here only; after half a minute, or on leaving, it is saved for everybody', async () => {
  vi.useFakeTimers()
  try {
    const a = await open()
    a.type('كلام')
    await vi.advanceTimersByTimeAsync(450)
    expect(main).toMatchObject({ stands: 'أول', updatedAt: 1, typed: { content: content('كلام') } })
    a.type('كلام، وزيادة')
    await vi.advanceTimersByTimeAsync(30_000)
    expect(main).toMatchObject({ stands: 'كلام، وزيادة', updatedAt: 2, typed: null })
    a.type('كلام أخير')
    a.page.unmount()
    await flushPromises()
    expect(main).toMatchObject({ stands: 'كلام أخير', updatedAt: 3 })
  } finally {
    vi.useRealTimers()
  }
})

it('a word that was taken back is taken back here too: neither the page nor a kill brings it again', async () => {
  vi.useFakeTimers()
  try {
    const a = await open()
    a.type('كلمة')
    await vi.advanceTimersByTimeAsync(450)
    a.type('أول')
    await vi.advanceTimersByTimeAsync(450)
    expect(main.typed).toMatchObject({ content: content('أول') })
    a.type('كلمة')
    await vi.advanceTimersByTimeAsync(450)
    a.type('أول')
    a.page.unmount()
    await flushPromises()
    expect(main).toMatchObject({ updatedAt: 1, typed: { content: content('أول') } })
  } finally {
    vi.useRealTimers()
  }
})

it('what was typed and not saved when the program was killed is there when it opens again, and is saved', async () => {
  main.typed = { content: content('قبل القتل'), base: content('أول'), over: 1 }
  const again = await open()
  expect(again.desk.content.value?.paragraphs[0]?.ar).toBe('قبل القتل')
  expect(await again.desk.save()).toBe(true)
  expect(main.stands).toBe('قبل القتل')
})

it('somebody saves another paragraph meanwhile: both stand in one text, and nothing is asked', async () => {
  const b = await open()
  b.type('كلام ب')
  Object.assign(main, { second: 'كلام أ', updatedAt: 2 })
  expect(await b.desk.save()).toBe(true)
  expect(main).toMatchObject({ stands: 'كلام ب', second: 'كلام أ', own: null })
  expect([b.desk.joined.value, b.desk.stale.value]).toEqual([true, false])
})

it('typed over a text that somebody changed before the program was killed: kept beside it, and both can be kept', async () => {
  main.typed = { content: content('كلام ب'), base: content('أول'), over: 1 }
  Object.assign(main, { stands: 'كلام أ', updatedAt: 2 })
  const b = await open()
  expect(b.desk.content.value?.paragraphs[0]?.ar).toBe('كلام أ')
  await b.desk.takeBoth()
  expect(main).toMatchObject({ stands: 'كلام أ', second: 'كلام ب', own: null })
})
