import { onBeforeUnmount, shallowRef } from 'vue'
import type { Letter } from '../../contract/letters'
import { api } from '../bridge/client'

type Preview = Awaited<ReturnType<typeof api.letters.preview>>

/**
 * The page beside the text: of what was kept last. One is made at a time; what was asked meanwhile is made once, after it, so that a
 * quick typist never waits for pages nobody looks at.
 */
export function useLetterPreview(id: () => string, letter: () => Letter | null) {
  const preview = shallowRef<Preview | null>(null)
  const previewError = shallowRef<unknown>(null)
  let asked = 0
  let making: Promise<void> | null = null

  async function make(): Promise<void> {
    // The final PDF is made once; there is nothing to preview any more (W2).
    if (letter()?.pdfUrl) {
      preview.value = null
      return
    }
    const mine = asked
    try {
      const made = await api.letters.preview({ id: id() })
      if (mine !== asked) return
      preview.value = made
      previewError.value = null
    } catch (failure) {
      if (mine !== asked) return
      preview.value = null
      previewError.value = failure
    }
  }

  async function makePreview(): Promise<void> {
    const mine = ++asked
    if (making) await making
    // Asked again meanwhile: that one is made.
    if (mine !== asked) return making ?? undefined
    making = make()
    await making
    making = null
  }

  function forget(): void {
    asked++
    preview.value = null
    previewError.value = null
  }
  onBeforeUnmount(forget)

  return { preview, previewError, makePreview, forget }
}
