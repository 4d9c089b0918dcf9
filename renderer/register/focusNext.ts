const FIELDS = [
  'input:not([disabled]):not([type="hidden"]):not([type="file"]):not([tabindex="-1"])',
  'textarea:not([disabled])',
  'button[role="combobox"]:not([disabled])',
  '[role="radio"][tabindex="0"]',
].join(',')

/** The field after this one, in the order of the paper; the last one leads to the filled button. */
export function focusNext(root: HTMLElement, from: HTMLElement): void {
  const fields = [...root.querySelectorAll<HTMLElement>(FIELDS)].filter((field) => field.offsetParent !== null)
  // Of a group of choices only one can be reached; from any of them the way leads out of the group.
  const group = from.closest('[role="group"], [role="radiogroup"]')
  const at = group
    ? fields.findIndex(
        (field) => group.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING && !group.contains(field),
      )
    : fields.indexOf(from) + 1
  const next = fields[at]
  if (next && at > 0) next.focus()
  else root.querySelector<HTMLElement>('.btn.solid')?.focus()
  if (next instanceof HTMLInputElement) next.select()
}
