const FIELDS = [
  'input:not([disabled]):not([type="hidden"]):not([type="file"]):not([tabindex="-1"])',
  'textarea:not([disabled])',
  'button[role="combobox"]:not([disabled])',
  // A group of choices takes the focus as one field and leads it to the chosen one.
  '.segments',
].join(',')

/** The field after this one, in the order of the paper; the last one leads to the filled button. */
export function focusNext(root: HTMLElement, from: HTMLElement): void {
  const fields = [...root.querySelectorAll<HTMLElement>(FIELDS)].filter((field) => field.offsetParent !== null)
  const group = from.closest<HTMLElement>('.segments')
  const at = fields.indexOf(group ?? from) + 1
  const next = fields[at]
  if (next && at > 0) next.focus()
  else root.querySelector<HTMLElement>('.btn.solid')?.focus()
  if (next instanceof HTMLInputElement) next.select()
}
