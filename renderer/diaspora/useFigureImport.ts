import { computed, onBeforeUnmount, ref, shallowRef } from 'vue'
import type { FigureMapping, FiguresPreview, OpenedFigures } from '../../contract/figure-import'
import { api, openFigures } from '../bridge/client'
import { useAttempt } from '../session/useAttempt'

export const figureSteps = ['file', 'columns', 'preview', 'done'] as const
type Look = { encoding?: string; separator?: string; sheet?: number; headerRows?: number }

/** A table of figures on its way in: chosen, its columns told apart, looked at as it would stand, written. */
export function useFigureImport() {
  const step = ref<(typeof figureSteps)[number]>('file')
  const sheet = shallowRef<OpenedFigures | null>(null)
  const mapping = ref<FigureMapping | null>(null)
  const preview = shallowRef<FiguresPreview | null>(null)
  const outcome = shallowRef<Awaited<ReturnType<typeof api.figureImport.run>> | null>(null)
  const { attempt, error, busy, clear } = useAttempt()

  function take(opened: OpenedFigures): void {
    sheet.value = opened
    mapping.value = opened.mapping
    preview.value = null
  }
  const open = (file: File): Promise<unknown> =>
    attempt(async () => {
      forget()
      take(await openFigures(file))
      step.value = 'columns'
    })
  const look = (change: Look): Promise<unknown> =>
    attempt(async () => {
      const kept = mapping.value
      const id = sheet.value?.id ?? ''
      take(await api.figureImport.look({ id, ...change } as Parameters<typeof api.figureImport.look>[0]))
      // What was said besides the columns stays.
      if (kept && mapping.value) {
        const { measure, source, year } = kept
        mapping.value = { ...mapping.value, measure, source, year }
      }
    })
  const asked = () => {
    if (!sheet.value || !mapping.value) throw new Error('nothing is open')
    return { id: sheet.value.id, mapping: { ...mapping.value, source: mapping.value.source.trim() } }
  }
  const check = (): Promise<unknown> =>
    attempt(async () => {
      preview.value = await api.figureImport.check(asked())
      step.value = 'preview'
    })
  const run = (): Promise<unknown> =>
    attempt(async () => {
      if (!preview.value) return
      const { sha256, added, changed } = preview.value
      outcome.value = await api.figureImport.run({ ...asked(), sha256, expected: { added, changed } })
      step.value = 'done'
    })
  const report = () => api.figureImport.refused(asked())
  function back(): void {
    clear()
    step.value = step.value === 'preview' ? 'columns' : 'file'
  }
  function forget(): void {
    const id = sheet.value?.id
    if (id !== undefined) api.figureImport.close({ id }).catch(() => undefined) // gone with the office
    sheet.value = mapping.value = preview.value = outcome.value = null
  }
  function again(): void {
    forget()
    step.value = 'file'
  }
  onBeforeUnmount(forget)
  /** A figure is nothing without a country, a number and whoever says so (R4). */
  const ready = computed(() => {
    const columns = mapping.value?.columns ?? []
    return columns.includes('country') && columns.includes('total') && mapping.value?.source.trim() !== ''
  })
  return { step, sheet, mapping, preview, outcome, ready, error, busy, open, look, check, run, report, back, again }
}
