import { onBeforeUnmount } from 'vue'

/** Files of the clipboard: copied in the system's file manager. A picture without a file (a screenshot) has no path to be read from. */
export const pastedFiles = (event: ClipboardEvent): File[] => [...(event.clipboardData?.files ?? [])]

/** While the page stands, files that are pasted anywhere but into a text go to `take`. */
export function usePastedFiles(take: (files: File[]) => void): void {
  const pasted = (event: ClipboardEvent): void => {
    const files = pastedFiles(event)
    if (files.length === 0) return
    event.preventDefault()
    take(files)
  }
  addEventListener('paste', pasted)
  onBeforeUnmount(() => removeEventListener('paste', pasted))
}
