import { computed, onBeforeUnmount, ref, shallowRef } from 'vue'
import type { ImportOutcome, ImportPlan, ImportPreview, OpenedSheet } from '../../contract/imports'
import { api, openSheet } from '../bridge/client'
import { useOpening } from '../registers/useOpening'
import { useAttempt } from '../session/useAttempt'

export const steps = ['file', 'columns', 'preview', 'done'] as const
export type Step = (typeof steps)[number]
type Look = { encoding?: string; separator?: string; sheet?: number; headerRows?: number }

/** A spreadsheet on its way into a register: chosen, its columns told apart, looked at as it would stand, written. */
export function useImport() {
  const step = ref<Step>('file')
  const registerId = ref<string | null>(null)
  const sheet = shallowRef<OpenedSheet | null>(null)
  const plan = ref<ImportPlan | null>(null)
  const preview = shallowRef<ImportPreview | null>(null)
  const outcome = shallowRef<ImportOutcome | null>(null)
  const { attempt, error, busy, clear } = useAttempt()

  function take(opened: OpenedSheet): void {
    sheet.value = opened
    plan.value = opened.plan
    preview.value = null
  }
  const open = (file: File): Promise<unknown> =>
    attempt(async () => {
      forget()
      take(await openSheet(file, registerId.value ?? ''))
      step.value = 'columns'
    })
  const look = (change: Look): Promise<unknown> =>
    attempt(async () => {
      const kept = plan.value
      take(await api.imports.look({ id: sheet.value?.id ?? '', ...change } as Parameters<typeof api.imports.look>[0]))
      // What was chosen besides the columns stays.
      if (kept && plan.value) plan.value = { ...kept, columns: plan.value.columns, headerRows: plan.value.headerRows }
    })
  const check = (): Promise<unknown> =>
    attempt(async () => {
      if (!sheet.value || !plan.value) return
      preview.value = await api.imports.check({ id: sheet.value.id, plan: plan.value })
      step.value = 'preview'
    })
  const running = useOpening(async (confirm) => {
    if (!sheet.value || !plan.value || !preview.value) return
    const { id } = sheet.value
    outcome.value = await api.imports.run({ id, plan: plan.value, sha256: preview.value.sha256, ...confirm })
    step.value = 'done'
  })
  function back(): void {
    clear()
    running.clear()
    step.value = step.value === 'preview' ? 'columns' : 'file'
  }
  function forget(): void {
    const id = sheet.value?.id
    if (id !== undefined) api.imports.close({ id }).catch(() => undefined) // gone with the office
    sheet.value = plan.value = preview.value = outcome.value = null
  }
  function again(): void {
    forget()
    step.value = 'file'
  }
  onBeforeUnmount(() => {
    if (!running.busy.value) forget()
  })
  const lacks = computed(() => (['date', 'subject'] as const).filter((use) => !plan.value?.columns.includes(use)))
  const failure = computed(() => error.value ?? running.error.value)
  const isBusy = computed(() => busy.value || running.busy.value)
  return {
    step,
    registerId,
    sheet,
    plan,
    preview,
    outcome,
    open,
    look,
    check,
    running,
    back,
    again,
    lacks,
    failure,
    isBusy,
  }
}
