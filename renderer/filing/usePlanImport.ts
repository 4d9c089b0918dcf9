import { computed, onBeforeUnmount, ref, shallowRef } from 'vue'
import type { OpenedPlan, PlanMapping, PlanPreview } from '../../contract/plan-import'
import { api, openPlan } from '../bridge/client'
import { useAttempt } from '../session/useAttempt'

export const planSteps = ['file', 'columns', 'preview', 'done'] as const
type Look = { encoding?: string; separator?: string; sheet?: number; headerRows?: number }
type Outcome = Awaited<ReturnType<typeof api.planImport.run>>

/** A filing plan on its way in: chosen, its columns told apart, looked at as it would stand, written. */
export function usePlanImport() {
  const step = ref<(typeof planSteps)[number]>('file')
  const sheet = shallowRef<OpenedPlan | null>(null)
  const mapping = ref<PlanMapping | null>(null)
  const preview = shallowRef<PlanPreview | null>(null)
  const outcome = shallowRef<Outcome | null>(null)
  const { attempt, error, busy, clear } = useAttempt()

  function take(opened: OpenedPlan): void {
    sheet.value = opened
    mapping.value = opened.mapping
    preview.value = null
  }
  const open = (file: File): Promise<unknown> =>
    attempt(async () => {
      forget()
      take(await openPlan(file))
      step.value = 'columns'
    })
  const look = (change: Look): Promise<unknown> =>
    attempt(async () => {
      const kept = mapping.value
      const id = sheet.value?.id ?? ''
      take(await api.planImport.look({ id, ...change } as Parameters<typeof api.planImport.look>[0]))
      // What was chosen besides the columns stays.
      if (kept && mapping.value) mapping.value = { ...mapping.value, event: kept.event, fate: kept.fate }
    })
  const check = (): Promise<unknown> =>
    attempt(async () => {
      if (!sheet.value || !mapping.value) return
      preview.value = await api.planImport.check({ id: sheet.value.id, mapping: mapping.value })
      step.value = 'preview'
    })
  const run = (): Promise<unknown> =>
    attempt(async () => {
      if (!sheet.value || !mapping.value || !preview.value) return
      const { sha256, added, changed } = preview.value
      const asked = { id: sheet.value.id, mapping: mapping.value, sha256, expected: { added, changed } }
      outcome.value = await api.planImport.run(asked)
      step.value = 'done'
    })
  const report = () => {
    if (!sheet.value || !mapping.value) throw new Error('nothing is open')
    return api.planImport.refused({ id: sheet.value.id, mapping: mapping.value })
  }
  function back(): void {
    clear()
    step.value = step.value === 'preview' ? 'columns' : 'file'
  }
  function forget(): void {
    const id = sheet.value?.id
    if (id !== undefined) api.planImport.close({ id }).catch(() => undefined) // gone with the office
    sheet.value = mapping.value = preview.value = outcome.value = null
  }
  function again(): void {
    forget()
    step.value = 'file'
  }
  onBeforeUnmount(forget)
  const names = ['nameAr', 'nameFr', 'nameEn', 'nameEs'] as const
  const ready = computed(
    () => mapping.value?.columns.includes('code') && names.some((use) => mapping.value?.columns.includes(use)),
  )
  return { step, sheet, mapping, preview, outcome, open, look, check, run, report, back, again, ready, error, busy }
}
