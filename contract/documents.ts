import { z } from 'zod'
import { command, event, query } from './define'
import { EntryFile } from './register'
import { Signature } from './signatures'
import { Id, None } from './values'

const ById = z.object({ id: Id })

/** Scans and other files of an entry: into the vault, out of it, and on their way here. */
export const documents = {
  /**
   * Takes a file into the vault: hashed, encrypted, not yet tied to an entry. The path comes from a File the person chose.
   * `keepProtected`: they were told that it needs a password to be read, and keep it as it came.
   */
  stage: command({
    needs: 'register:write',
    input: z.object({ path: z.string().max(4000), keepProtected: z.boolean().default(false) }),
    output: EntryFile,
  }),
  discard: command({ needs: 'register:write', input: ById, output: None }),
  /**
   * Sees to it that the bytes are here: brings another PC's scan, or one that was damaged on this disk. Of a large file the
   * viewer reads pieces, and asks again `through` all of them when one cannot be read.
   */
  open: query({ needs: 'register:read', input: ById.extend({ through: z.boolean().default(false) }), output: None }),
  /** The signatures a PDF from outside bears, verified against its bytes; none in any other scan. */
  signatures: query({ needs: 'register:read', input: ById, output: z.array(Signature) }),
  progress: event({ needs: 'register:write', payload: z.object({ name: z.string(), done: z.number() }) }),
  /** A scan on its way here, 0 … 1. */
  fetching: event({ needs: 'register:read', payload: z.object({ id: Id, done: z.number() }), about: ['file'] }),
}
