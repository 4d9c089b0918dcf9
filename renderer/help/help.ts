import { defineStore } from 'pinia'
import { onBeforeUnmount, onMounted, ref } from 'vue'
import type { Chapter } from './chapters'

/** Whether the guide lies open over the window, and where. */
export const useHelp = defineStore('help', () => {
  const at = ref<Chapter | 'beginning' | null>(null)
  /** The chapters of what stands on the screen, the innermost last: F1 opens there. */
  const near: Chapter[] = []
  const open = (chapter?: Chapter): void => {
    at.value = chapter ?? near.at(-1) ?? 'beginning'
  }
  const close = (): void => {
    at.value = null
  }
  return { at, near, open, close }
})

/** While this part of the window is shown, F1 opens the guide at its chapter. */
export function useChapter(chapter: Chapter): void {
  const { near } = useHelp()
  onMounted(() => near.push(chapter))
  onBeforeUnmount(() => near.splice(near.lastIndexOf(chapter), 1))
}
