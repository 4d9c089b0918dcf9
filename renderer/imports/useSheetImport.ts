import { computed, onBeforeUnmount, ref, shallowRef } from 'vue'
import { useAttempt } from '../session/useAttempt'

export const sheetSteps = ['file', 'columns', 'preview', 'done'] as const
export type LookChange = { encoding?: string; separator?: string; sheet?: number; headerRows?: number }

type Calls<Opened, Mapping, Preview, Run, Outcome> = {
  look: (input: never) => Promise<Opened>
  check: (input: { id: string; mapping: Mapping }) => Promise<Preview>
  run: (input: { id: string; mapping: Mapping; sha256: string } & Run) => Promise<Outcome>
  refused: (input: { id: string; mapping: Mapping }) => Promise<{ url: string; name: string }>
  close: (input: { id: string }) => Promise<unknown>
}

/**
 * A spreadsheet on its way in, whatever it holds: chosen, its columns told apart, looked at as it would stand, written.
 * @param of `kept`: what was said besides the columns and stays when the file is read another way · `run`: what is asked when it is written, from
 * the preview · `ready`: whether enough is said
 */
export function useSheetImport<
  Mapping,
  Opened extends { id: string; mapping: Mapping },
  Preview extends { sha256: string },
  Run,
  Outcome,
>(of: {
  open: (file: File) => Promise<Opened>
  calls: Calls<Opened, Mapping, Preview, Run, Outcome>
  kept: (mapping: Mapping) => Partial<Mapping>
  run: (preview: Preview) => Run
  ready: (mapping: Mapping) => boolean
  /** As it is sent. */
  tidy?: (mapping: Mapping) => Mapping
  looked?: (preview: Preview) => void
}) {
  const step = ref<(typeof sheetSteps)[number]>('file')
  const sheet = shallowRef<Opened | null>(null)
  const mapping = shallowRef<Mapping | null>(null)
  const preview = shallowRef<Preview | null>(null)
  const outcome = shallowRef<Outcome | null>(null)
  const { attempt, error, busy, clear } = useAttempt()

  function take(opened: Opened): void {
    sheet.value = opened
    mapping.value = opened.mapping
    preview.value = null
  }
  const open = (file: File): Promise<unknown> =>
    attempt(async () => {
      forget()
      take(await of.open(file))
      step.value = 'columns'
    })
  const look = (change: LookChange): Promise<unknown> =>
    attempt(async () => {
      const before = mapping.value
      take(await of.calls.look({ id: sheet.value?.id ?? '', ...change } as never))
      if (before !== null && mapping.value !== null) set(of.kept(before))
    })
  function set(change: Partial<Mapping>): void {
    if (mapping.value !== null) mapping.value = { ...mapping.value, ...change }
  }
  const asked = (): { id: string; mapping: Mapping } => {
    if (sheet.value === null || mapping.value === null) throw new Error('nothing is open')
    return { id: sheet.value.id, mapping: of.tidy?.(mapping.value) ?? mapping.value }
  }
  const check = (): Promise<unknown> =>
    attempt(async () => {
      preview.value = await of.calls.check(asked())
      of.looked?.(preview.value)
      step.value = 'preview'
    })
  const run = (): Promise<unknown> =>
    attempt(async () => {
      if (preview.value === null) return
      outcome.value = await of.calls.run({ ...asked(), sha256: preview.value.sha256, ...of.run(preview.value) })
      step.value = 'done'
    })
  const report = (): Promise<{ url: string; name: string }> => of.calls.refused(asked())
  function back(): void {
    clear()
    step.value = step.value === 'preview' ? 'columns' : 'file'
  }
  function forget(): void {
    const id = sheet.value?.id
    if (id !== undefined) of.calls.close({ id }).catch(() => undefined) // gone with the office
    sheet.value = mapping.value = preview.value = outcome.value = null
  }
  function again(): void {
    forget()
    step.value = 'file'
  }
  onBeforeUnmount(forget)
  const ready = computed(() => mapping.value !== null && of.ready(mapping.value))
  return {
    step,
    sheet,
    mapping,
    preview,
    outcome,
    ready,
    error,
    busy,
    open,
    look,
    set,
    check,
    run,
    report,
    back,
    again,
  }
}
