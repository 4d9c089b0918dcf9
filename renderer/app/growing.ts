import { onBeforeUnmount, watch, type Ref } from 'vue'

/** As high as its text: nothing of what will be printed is scrolled away. */
export function grow(line: HTMLTextAreaElement): void {
  line.style.blockSize = 'auto'
  line.style.blockSize = `${line.scrollHeight}px`
}

/** Draws these anew whenever the window makes them narrower or wider. */
export function useGrowing(lines: Readonly<Ref<readonly HTMLTextAreaElement[] | null>>): void {
  const widths = new WeakMap<Element, number>()
  // Its own new height is no reason to draw it again.
  const seen = new ResizeObserver((changes) => {
    for (const { target, contentRect } of changes) {
      if (widths.get(target) === contentRect.width) continue
      widths.set(target, contentRect.width)
      grow(target as HTMLTextAreaElement)
    }
  })
  watch(
    lines,
    (now) => {
      seen.disconnect()
      for (const line of now ?? []) seen.observe(line)
    },
    { immediate: true, flush: 'post', deep: 1 },
  )
  onBeforeUnmount(() => seen.disconnect())
}
