import { computed, reactive, ref, shallowRef } from 'vue'
import type { AddressRank } from '../../contract/letter-forms'
import type { OpenedList, RunColumnUse, RunInput, RunList } from '../../contract/runs'
import type { TemplateBody } from '../../contract/template-body'
import type { SecondLanguage } from '../../contract/values'
import { api, openList } from '../bridge/client'
import type { ContactChoice } from '../community/choice'
import { newId } from '../register/newId'
import { useAttempt } from '../session/useAttempt'

export const steps = ['list', 'text', 'preview'] as const
export const sources = ['contacts', 'search', 'entries', 'sheet'] as const
export type Source = (typeof sources)[number] | 'unanswered'
export type Card = Extract<ContactChoice, { kind: 'contact' }>

/** A run on its way: whom to, what, then what would become of each; nothing is written before the last step. */
export function useRunBegin(second: SecondLanguage) {
  const step = ref<(typeof steps)[number]>('list')
  const id = ref(newId())
  const source = ref<Source>('contacts')
  const cards = ref<Card[]>([])
  const search = reactive<{ text: string; kind: 'all' | 'person' | 'entity' }>({ text: '', kind: 'all' })
  /** What the entries are, once a register and a list of it are chosen. */
  const entries = shallowRef<Extract<RunList, { kind: 'entries' }>['which'] | null>(null)
  const sheet = shallowRef<OpenedList | null>(null)
  const columns = ref<RunColumnUse[]>([])
  const runId = ref<string | null>(null)
  const text = reactive<{
    name: string
    templateId: string | null
    body: TemplateBody | null
    second: SecondLanguage
    rank: AddressRank
    woman: boolean
    byPost: boolean
    title: { ar: string; other: string }
  }>({
    name: '',
    templateId: null,
    body: null,
    second,
    rank: 'unknown',
    woman: false,
    byPost: true,
    title: { ar: '', other: '' },
  })
  const { attempt, error, busy, clear } = useAttempt()
  /** Of a list that was planned before: it is asked as it was, until another is chosen. */
  const before = shallowRef<RunList | null>(null)

  const list = computed<RunList | null>(() => {
    switch (source.value) {
      case 'contacts':
        return cards.value.length > 0 ? { kind: 'contacts', ids: cards.value.map((card) => card.id) } : before.value
      case 'search':
        return { kind: 'search', text: search.text, contactKind: search.kind === 'all' ? null : search.kind }
      case 'entries':
        return entries.value && { kind: 'entries', which: entries.value }
      case 'sheet':
        if (!sheet.value) return before.value
        return named.value ? { kind: 'sheet', fileId: sheet.value.id, columns: columns.value } : null
      default:
        return runId.value === null ? null : { kind: 'unanswered', runId: runId.value }
    }
  })
  const named = computed(() => columns.value.some((use) => use === 'nameAr' || use === 'nameLatin'))

  function take(opened: OpenedList): void {
    sheet.value = opened
    columns.value = [...opened.columns]
    if (text.name === '') text.name = opened.name.replace(/\.[^.]*$/, '').slice(0, 120)
  }
  const open = (file: File): Promise<unknown> => attempt(async () => take(await openList(file)))
  const look = (change: object): Promise<unknown> =>
    attempt(async () => take(await api.runs.look({ id: sheet.value?.id ?? '', ...change })))

  async function choose(templateId: string): Promise<void> {
    await attempt(async () => {
      const template = await api.templates.get({ id: templateId })
      text.templateId = templateId
      text.body = JSON.parse(JSON.stringify(template.body)) as TemplateBody
      if (!template.languages.includes(text.second) && template.languages[0]) text.second = template.languages[0]
    })
  }
  const plan = (): Promise<boolean> =>
    attempt(async () => {
      if (!list.value || !text.body || text.templateId === null) return
      const input: RunInput = {
        ...{ id: id.value, name: text.name.trim(), templateId: text.templateId, body: text.body, list: list.value },
        ...{
          secondLanguage: text.second,
          addressForm: { rank: text.rank, woman: text.woman },
          byPost: text.byPost,
          signerTitle: text.title,
        },
      }
      await api.runs.plan(input)
      step.value = 'preview'
    })
  /** What was begun another day: its text to go on with, its review at once. */
  const resume = (planId: string): Promise<boolean> =>
    attempt(async () => {
      const asked = await api.runs.asked({ id: planId })
      id.value = planId
      const { name, templateId, body, secondLanguage, addressForm, byPost, signerTitle } = asked
      Object.assign(text, {
        name,
        templateId,
        body,
        second: secondLanguage,
        byPost,
        title: signerTitle,
        ...addressForm,
      })
      before.value = asked.list
      if (asked.list.kind === 'search')
        Object.assign(search, { text: asked.list.text, kind: asked.list.contactKind ?? 'all' })
      if (asked.list.kind === 'entries') entries.value = asked.list.which
      if (asked.list.kind === 'unanswered') runId.value = asked.list.runId
      source.value = asked.list.kind
      step.value = 'preview'
    })
  function back(): void {
    clear()
    step.value = step.value === 'preview' ? 'text' : 'list'
  }
  return {
    step,
    id,
    source,
    cards,
    search,
    entries,
    sheet,
    columns,
    named,
    runId,
    text,
    list,
    before,
    open,
    look,
    choose,
    plan,
    resume,
    back,
    attempt,
    error,
    busy,
  }
}
export type RunBegin = ReturnType<typeof useRunBegin>
