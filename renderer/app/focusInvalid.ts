import { nextTick } from 'vue'

/** After a failed check the cursor stands in the first field that needs something. */
export async function focusInvalid(form: HTMLElement | null): Promise<void> {
  await nextTick()
  form?.querySelector<HTMLElement>('input[aria-invalid="true"], textarea[aria-invalid="true"]')?.focus()
}

export async function focusFirst(form: HTMLElement | null): Promise<void> {
  await nextTick()
  form?.querySelector<HTMLElement>('[autofocus], input:not([disabled], [type="checkbox"]), textarea')?.focus()
}
