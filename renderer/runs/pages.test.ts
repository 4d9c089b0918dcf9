import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Run, RunPlan } from '../../contract/runs'
import { i18n } from '../app/i18n'
import { api } from '../bridge/client'
import RunOutcomeDialog from './RunOutcomeDialog.vue'
import RunReview from './RunReview.vue'
import RunTools from './RunTools.vue'

vi.mock('../bridge/client', () => ({
  api: { runs: { planned: vi.fn(), sample: vi.fn() }, system: {}, jobs: { on: () => () => undefined } },
}))
vi.mock('vue-router', () => ({
  useRoute: () => ({ query: {}, fullPath: '/' }),
  useRouter: () => ({ push: vi.fn(), currentRoute: { value: { fullPath: '/' } } }),
  onBeforeRouteLeave: () => undefined,
}))

const plan: RunPlan = {
  ...{ id: 'a', name: 'دعوات', total: 3, ready: 2, begun: false, at: 0 },
  refused: [{ code: 'run-no-address', count: 1 }],
}
const line = (at: number, refused: RunPlan['refused'][number] | null = null) => ({
  ...{ at, ar: `اسم ${at}`, other: '', city: 'Lyon' },
  refused: refused && { code: refused.code },
})
const global = {
  plugins: [createPinia(), i18n],
  stubs: { RouterLink: true, DocumentViewer: true },
}
const said = (key: string): string => i18n.global.t(key)
beforeEach(() => {
  vi.mocked(api.runs.planned).mockResolvedValue({
    plan,
    rows: [line(0), line(1, plan.refused[0]), line(2)],
    more: false,
  })
  vi.mocked(api.runs.sample).mockResolvedValue({ url: 'diwan://print/0', pages: 1 })
})

it('the review says who gets a letter and who does not, and why; the arrows go through them, and only where they rest is one drawn', async () => {
  vi.useFakeTimers()
  const review = mount(RunReview, { props: { id: 'a', busy: false }, global, attachTo: document.body })
  await flushPromises()
  const lines = review.findAll('[role=option]')
  expect(lines).toHaveLength(3)
  expect(lines[1]?.text()).toContain(said('errors.run-no-address'))
  await vi.advanceTimersByTimeAsync(400)
  expect(vi.mocked(api.runs.sample).mock.calls.map(([{ at }]) => at)).toEqual([0])
  const list = review.find('[role=listbox]')
  await list.trigger('keydown', { key: 'ArrowDown' })
  expect(review.find('.paper').text()).toContain(said('runs.preview.noLetter'))
  await list.trigger('keydown', { key: 'ArrowDown' })
  await vi.advanceTimersByTimeAsync(400)
  expect(vi.mocked(api.runs.sample).mock.calls.map(([{ at }]) => at)).toEqual([0, 2])
  const make = review.findAll('button').find((one) => one.text().includes(said('runs.preview.make')))
  await make?.trigger('click')
  expect(review.emitted('make')).toHaveLength(1)
  review.unmount()
  vi.useRealTimers()
})

it('a list in which nobody is left cannot be made', async () => {
  vi.mocked(api.runs.planned).mockResolvedValue({
    plan: { ...plan, ready: 0 },
    rows: [line(1, plan.refused[0])],
    more: false,
  })
  const review = mount(RunReview, { props: { id: 'a', busy: false }, global })
  await flushPromises()
  const make = review.findAll('button').find((one) => one.text().includes(said('runs.preview.make')))
  expect(make?.attributes('disabled')).toBeDefined()
})

const run = (standing: Partial<Run['standing']>, change: Partial<Run> = {}): Run => ({
  ...{ id: 'a', name: 'x', createdAt: 0, createdByNames: { ar: 'ك', fr: 'K', en: 'K', es: 'K' }, level: 'ordinary' },
  standing: { draft: 0, submitted: 0, returned: 0, signed: 0, issued: 0, void: 0, ...standing },
  ...{ total: 3, left: [], printed: 0, answered: 0, circular: false, maySign: false, mayIssue: false },
  ...{ issuesHere: true, mayGoOn: false, ...change },
})
const buttons = (wrapper: VueWrapper): string[] => wrapper.findAll('button').map((one) => one.text())
const tools = (of: Run, may: { maySign?: boolean; mayIssue?: boolean } = {}): VueWrapper =>
  mount(RunTools, { props: { run: of, busy: false, maySign: false, mayIssue: false, ...may }, global })

it('a run says what comes next to whoever may do it, and nothing else (A4, W2)', () => {
  expect(buttons(tools(run({ submitted: 3 })))).toEqual([])
  expect(buttons(tools(run({ submitted: 3 }), { maySign: true }))).toEqual([
    said('runs.run.return'),
    said('runs.run.sign'),
  ])
  expect(buttons(tools(run({ signed: 3 }), { mayIssue: true }))).toEqual([said('runs.run.issue')])
  expect(buttons(tools(run({ submitted: 1 }, { mayGoOn: true })))).toEqual([said('runs.run.makeRest')])
  const papers = ['letters', 'envelopes', 'labels', 'each'].map((name) => said(`runs.run.${name}`))
  expect(buttons(tools(run({ issued: 3 })))).toEqual(papers)
})

it('a signed run that leaves from another PC says so (N7)', () => {
  expect(tools(run({ signed: 3 }, { mayIssue: true, issuesHere: false })).text()).toContain(said('runs.run.elsewhere'))
})

it('an outcome names each letter that did not go, and that stopping left the rest as it was', async () => {
  const outcome = { done: 1, reached: 2, of: 3, failed: [{ who: 'بدر', code: 'do-not-contact' as const }] }
  const wrapper = mount(RunOutcomeDialog, { props: { outcome }, global, attachTo: document.body })
  await flushPromises()
  const text = document.body.textContent ?? ''
  for (const part of ['بدر', said('errors.do-not-contact'), said('runs.outcome.stopped')]) expect(text).toContain(part)
  wrapper.unmount()
})
