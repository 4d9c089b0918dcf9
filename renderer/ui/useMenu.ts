import { nextTick, onBeforeUnmount, watch, type Ref } from 'vue'

/** A menu under its button: the first line has the focus, arrows go round, a press elsewhere closes it. */
export function useMenu(open: Ref<boolean>, root: Ref<HTMLElement | null>, list: Ref<HTMLElement | null>) {
  const items = (): HTMLElement[] => [...(list.value?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])]
  function move(step: number): void {
    const all = items()
    const at = all.findIndex((item) => item === document.activeElement)
    all[(at + step + all.length) % all.length]?.focus()
  }
  function outside(event: PointerEvent): void {
    if (event.target instanceof Node && !root.value?.contains(event.target)) open.value = false
  }
  watch(open, async (now) => {
    if (!now) return document.removeEventListener('pointerdown', outside)
    document.addEventListener('pointerdown', outside)
    await nextTick()
    items()[0]?.focus()
  })
  onBeforeUnmount(() => document.removeEventListener('pointerdown', outside))
  return { move }
}
