import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Version } from '../../contract/updates'
import { writeDurably } from '../../db/core/durable'
import type { LastOpened } from '../../domain/updates/way-back'

/** Beside the database and moved with it (session/swap.ts): readable without its key, by an older program too. */
export const OPENED = 'opened.json'

export const Opened = z.object({ version: Version.nullable(), schema: z.int(), at: z.int() })
const Last = Opened.extend({ before: Opened.extend({ operations: z.int() }).nullable().default(null) })

/** Null: nothing was remembered yet, or what was cannot be read. */
export function readOpened(folder: string): LastOpened | null {
  try {
    return Last.parse(JSON.parse(readFileSync(join(folder, OPENED), 'utf8')))
  } catch {
    return null
  }
}

export const writeOpened = (folder: string, opened: LastOpened): Promise<void> =>
  writeDurably(join(folder, OPENED), JSON.stringify(opened))
