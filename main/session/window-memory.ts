import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { Country, Language, Names } from '../../contract/values'

const Memory = z.object({
  language: Language,
  officeNames: Names.nullable(),
  country: Country.nullable(),
})
type Memory = z.infer<typeof Memory>

/** What the log-in screen knows before anybody has opened the vault: no secret, only the language and whose desk it is. */
export class WindowMemory {
  value: Memory

  constructor(
    private readonly file: string,
    fallback: Language,
  ) {
    this.value = read(file) ?? { language: fallback, officeNames: null, country: null }
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
