import { keepText, unreadPdfs, type Unread } from '../../db/documents/texts'
import { indexEntries } from '../../db/search/documents'
import type { Desk } from '../desk'
import { READ_OF_A_FILE } from './pages/text'

const PIECE = 20
/** A file that takes longer than that is made to: it stays unread. */
const LONGEST_MS = 30_000

/**
 * Reads the words of PDFs that carry some, the newest first, in the thread for files from outside, so that an entry is found by what its files
 * say. What is there already is read as what comes is. One that cannot be read is not tried again.
 */
export async function readTexts(desk: Desk): Promise<number> {
  let read = 0
  for (;;) {
    const some = await unreadPdfs(desk.db.read, PIECE)
    if (some.length === 0) return read
    for (const file of some) {
      const body = await textOf(desk, file)
      const ids = await desk.db.write(async (tx) => {
        const entries = await keepText(tx, file, body, desk.clock.now())
        await indexEntries(tx, entries)
        return entries
      }, 'spare')
      if (ids.length > 0) desk.emit('register', 'changed', { ids })
      read++
    }
  }
}

async function textOf(desk: Desk, { sha256, size, fileKey }: Unread): Promise<string> {
  if (size > READ_OF_A_FILE.bytes) return ''
  try {
    const bytes = await desk.files.bytes(sha256, fileKey, size)
    return await desk.pages.text(new Uint8Array(bytes), AbortSignal.timeout(LONGEST_MS))
  } catch {
    return '' // protected, damaged, or made to harm: the thread is ended, and the next file has another
  }
}
