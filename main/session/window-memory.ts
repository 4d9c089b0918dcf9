import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { z } from 'zod'
import { Preferences } from '../../contract/session'
import { Country, type Language, Names } from '../../contract/values'

const Memory = Preferences.pick({ language: true, theme: true }).extend({
  officeNames: Names.nullable(),
  country: Country.nullable(),
})
type Memory = z.infer<typeof Memory>
type Shown = Pick<Memory, 'language' | 'theme'>

/** What the log-in screen knows before anybody has opened the vault: no secret, only the language, light or dark, and whose desk it is. */
export class WindowMemory {
  value: Memory

  constructor(
    private readonly file: string,
    fallback: Language,
  ) {
    this.value = read(file) ?? { language: fallback, theme: 'system', officeNames: null, country: null }
  }

  /** What the window is shown in: as its person wants it, else as the last one did. */
  shownTo({ language, theme }: Shown = this.value): Shown {
    return { language, theme }
  }

  keep(shown: Shown, office?: { names: Names; country: Country }): void {
    this.set({ ...this.shownTo(shown), ...(office && { officeNames: office.names, country: office.country }) })
  }

  set(change: Partial<Memory>): void {
    this.value = { ...this.value, ...change }
    try {
      writeFileSync(`${this.file}.new`, JSON.stringify(this.value), { mode: 0o600 })
      renameSync(`${this.file}.new`, this.file)
    } catch {
      // A convenience: a file that another program holds must not keep anybody from logging in.
    }
  }
}

function read(file: string): Memory | null {
  try {
    return Memory.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null // not there yet, or of another version: the defaults do
  }
}
