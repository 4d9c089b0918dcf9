import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

/** How wide the place is in which pages are shown, in CSS pixels. */
export function useRoom(body: Ref<HTMLElement | null>): Ref<number> {
  const room = ref(600)
  let resize: ResizeObserver | null = null
  onMounted(() => {
    resize = new ResizeObserver(([entry]) => {
      if (entry) room.value = entry.contentRect.width
    })
    if (body.value) resize.observe(body.value)
  })
  onBeforeUnmount(() => resize?.disconnect())
  return room
}
