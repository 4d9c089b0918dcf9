import { lstatSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The update file that somebody opened, as the system says it: a word of a command line, a path, or on Linux also an address. Whoever may
 * start a program may say any word, so nothing follows from it but that one file of this PC is judged as one on a stick is.
 * @param from the folder where it was said @returns null when none of them is a plain file of our ending
 */
export function updateFileIn(words: readonly string[], from: string): string | null {
  for (const word of words.filter((one) => /^[^-].*\.diwan-update$/i.test(one))) {
    try {
      const path = pathOf(word, from)
      if (path !== null && lstatSync(path).isFile()) return path
    } catch {
      // Not there, or nothing a file can be called.
    }
  }
  return null
}

function pathOf(word: string, from: string): string | null {
  if (/^file:\/\/\//i.test(word)) return fileURLToPath(word)
  // Another machine's folder may hang, and on Windows is told who asks.
  if (/^[\\/]{2}|^[a-z][a-z0-9+.-]+:/i.test(word) || !isAbsolute(from)) return null
  return resolve(from, word)
}

/** Started with the PC, the window is there without being in the way; who opened a file wants to see it. */
export const beginsSmall = (words: readonly string[], fileWaits: boolean): boolean =>
  words.includes('--minimised') && !fileWaits

/** It waits for whoever is at work, and is taken once. */
export class Given {
  private path: string | null = null
  /** Told when one comes. */
  heard: () => void = () => undefined

  /** @returns whether one was given */
  said(words: readonly string[], from: string): boolean {
    const path = updateFileIn(words, from)
    if (path === null) return false
    this.path = path
    this.heard()
    return true
  }
  get waits(): boolean {
    return this.path !== null
  }
  take(): string | null {
    const { path } = this
    this.path = null
    return path
  }
}
