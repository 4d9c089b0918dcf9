import type { WebContents } from 'electron'

type Page = Pick<WebContents, 'on'>

/** A page that was loaded asks main for something at once; so long a slow PC may take for that, and for loading it. */
const SILENT_MS = 10_000
const LOADING_MS = 90_000

/**
 * Watches whether the page of the window comes up. @param broken told once, when it cannot be loaded or asks nothing: its scripts are
 * missing, or throw before anything is drawn @returns to be called when it asks
 */
export function watchPage(page: Page, broken: () => void): () => void {
  let over = false
  const end = (isUp: boolean): void => {
    if (over) return
    over = true
    clearTimeout(timer)
    if (!isUp) broken()
  }
  const within = (ms: number): NodeJS.Timeout => setTimeout(() => end(false), ms)
  let timer = within(LOADING_MS)
  page.on('did-finish-load', () => {
    clearTimeout(timer)
    if (!over) timer = within(SILENT_MS)
  })
  page.on('preload-error', () => end(false))
  page.on('did-fail-load', (_event, code, _what, _url, isMainFrame) => {
    if (isMainFrame && code !== ABORTED) end(false)
  })
  page.on('did-navigate', (_event, _url, status) => {
    if (status >= 400) end(false)
  })
  return () => end(true)
}

/** Another page, or this one anew, was asked for meanwhile. */
const ABORTED = -3
