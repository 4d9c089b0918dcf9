import { ref, type Ref } from 'vue'

/** Which page is in the middle of the window, and going to another. */
export function useScroll(body: Ref<HTMLElement | null>, pages: () => number) {
  const current = ref(1)
  const elements = (): HTMLElement[] => [...(body.value?.querySelectorAll<HTMLElement>('[role="img"]') ?? [])]
  function onScroll(): void {
    const middle = (body.value?.scrollTop ?? 0) + (body.value?.clientHeight ?? 0) / 2
    const at = elements().findIndex((page) => page.offsetTop + page.offsetHeight >= middle)
    current.value = at < 0 ? Math.max(1, pages()) : at + 1
  }
  function goTo(page: number): void {
    const wanted = Math.min(Math.max(page, 1), pages())
    const element = elements()[wanted - 1]
    if (element && body.value) body.value.scrollTop = element.offsetTop - 14
    current.value = wanted
  }
  return { current, onScroll, goTo }
}
