/** One rule for the focus: what goes away hands it on, and a page that opens takes it (docs/architecture.md). */

const WRITTEN_IN = '[contenteditable="true"], [contenteditable="plaintext-only"]'
const FIELD = `input:not([type=file], [type=checkbox], [type=radio]), textarea, ${WRITTEN_IN}, button[role="combobox"]`
const STOP = `a[href], button, input, textarea, select, ${WRITTEN_IN}, [tabindex]`
/** Chosen last among neighbours: the focus must not land where one key takes something away. */
const HARMFUL = '.danger, [data-removes]'

/** Where something was that is gone: its holder, what came after it, what stands there now. */
export type Gap = { holder: Element; after: Node | null; added: readonly Node[] }

const reachable = (element: HTMLElement): boolean =>
  !element.matches(':disabled, [tabindex="-1"]') && !element.closest('[hidden], [inert], [aria-hidden="true"]')
const within = (root: Element, what: string): HTMLElement[] =>
  [...root.querySelectorAll<HTMLElement>(what)].filter(reachable)
const comesAfter = (element: Node, place: Gap): boolean =>
  place.after
    ? place.after.contains(element) || Boolean(place.after.compareDocumentPosition(element) & 4)
    : !place.holder.contains(element) && Boolean(place.holder.compareDocumentPosition(element) & 4)

/** What is put in elsewhere among the same neighbours took nobody's place; within one field, all of it is one place. */
const samePlace = (one: MutationRecord, other: MutationRecord): boolean =>
  one.previousSibling === other.previousSibling ||
  one.nextSibling === other.nextSibling ||
  (one.target instanceof Element && one.target.closest('.f') !== null)

/** Reads the gap from what a page changed; `null` while the element is still where it was. */
export function gapOf(lost: Node, records: readonly MutationRecord[]): Gap | null {
  let gone: Node = lost
  for (let up = 0; up <= records.length; up++) {
    const record = records.find((one) => [...one.removedNodes].some((node) => node.contains(gone)))
    if (!record || !(record.target instanceof Element)) return null
    if (record.target.isConnected) {
      const added = records
        .filter((one) => one.target === record.target && samePlace(one, record))
        .flatMap((one) => [...one.addedNodes].filter((node) => node.isConnected))
      const after = record.nextSibling?.isConnected ? record.nextSibling : null
      return { holder: record.target, after: added.at(-1)?.nextSibling ?? after, added }
    }
    gone = record.target
  }
  return null
}

/**
 * Who takes the focus over. A field that took the place comes first; among the fields of a form the next one, or for
 * what stood beside the fields (a scan, a draft) the field somebody was in; elsewhere the nearest neighbour.
 */
export function heirOf(gap: Gap, lastField: HTMLElement | null): HTMLElement | null {
  const added = gap.added.filter((node): node is HTMLElement => node instanceof HTMLElement)
  for (const node of added) {
    const field = reachable(node) && node.matches(FIELD) ? node : within(node, FIELD)[0]
    if (field) return field
  }
  const form = gap.holder.closest('[data-fields]')
  if (form) {
    const beside = !gap.holder.closest('.f')
    if (beside && lastField?.isConnected && form.contains(lastField) && reachable(lastField)) return lastField
    const fields = within(form, FIELD)
    const next = fields.find((field) => comesAfter(field, gap)) ?? fields.at(beside ? 0 : -1)
    if (next) return next
  }
  for (let scope: Element | null = gap.holder; scope && !scope.matches('.page, [role="dialog"], body');) {
    const stops = within(scope, STOP)
    const calm = stops.filter((stop) => !stop.matches(HARMFUL))
    const next = calm.find((stop) => comesAfter(stop, gap)) ?? calm.at(-1)
    if (next) return next
    scope = scope.parentElement
  }
  return mainOf(gap.holder.closest<HTMLElement>('.page, [role="dialog"]') ?? document.body)
}

/** The main thing of a page: its list or form where it has one, else its heading. */
export function mainOf(page: ParentNode): HTMLElement | null {
  return page.querySelector<HTMLElement>('[data-main]') ?? page.querySelector<HTMLElement>('h1')
}
export function focusMain(page: ParentNode | null = document.querySelector('.page')): boolean {
  const main = page && mainOf(page)
  if (!main) return false
  give(main)
  return main.hasAttribute('data-main')
}
/** A heading takes the focus too, where a page has nothing else for it. */
function give(element: HTMLElement | null): void {
  if (element && element.tabIndex < 0 && !element.hasAttribute('tabindex')) element.tabIndex = -1
  element?.focus()
}

const nowhere = (): boolean => !document.activeElement || document.activeElement === document.body
/** Dialogs and menus give the focus back themselves, a moment after they close. */
const SETTLES = 30
const OPENS_WITHIN = 4000

/** Watches over the whole window. @returns `opened`: another page begins; `stop`: nobody is at the desk any more. */
export function keepFocus(root: Element): { opened: () => void; stop: () => void } {
  let last: HTMLElement | null = null
  let lastField: HTMLElement | null = null
  let gap: Gap | null = null
  let opening = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function focused({ target }: FocusEvent): void {
    if (!(target instanceof HTMLElement)) return
    last = target
    gap = null
    if (target.matches(FIELD)) lastField = target
  }
  function openPage(): void {
    const page = root.querySelector<HTMLElement>('.page')
    const at = document.activeElement
    if (!page || Date.now() - opening > OPENS_WITHIN) opening = 0
    else if (at?.closest('[role="dialog"]') || (page.contains(at) && at?.tagName !== 'H1')) opening = 0
    else if (focusMain(page)) opening = 0
  }
  function settle(): void {
    if (opening) return openPage()
    if (!nowhere() || !last) return
    if (last.isConnected) {
      // A button rests while its work runs, and goes on afterwards.
      if (gap === null && !last.matches(':disabled') && resting) last.focus()
      return
    }
    // A dialog and what it was opened from went together: the page itself is what is left.
    give(gap?.holder.isConnected ? heirOf(gap, lastField) : mainOf(root.querySelector('.page') ?? root))
  }
  let resting = false
  const observer = new MutationObserver((records) => {
    if (last && !last.isConnected) gap = gapOf(last, records) ?? gap
    if (last?.isConnected) resting = records.some((one) => one.target === last && one.attributeName === 'disabled')
    if (!opening && !nowhere()) return
    clearTimeout(timer)
    timer = setTimeout(settle, SETTLES)
  })
  const acted = (): void => {
    opening = 0
  }
  observer.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] })
  root.addEventListener('focusin', focused as EventListener)
  window.addEventListener('keydown', acted, true)
  window.addEventListener('pointerdown', acted, true)
  return {
    opened: () => {
      opening = Date.now()
      clearTimeout(timer)
      timer = setTimeout(settle, SETTLES)
    },
    stop: () => {
      observer.disconnect()
      clearTimeout(timer)
      root.removeEventListener('focusin', focused as EventListener)
      window.removeEventListener('keydown', acted, true)
      window.removeEventListener('pointerdown', acted, true)
    },
  }
}
