import { z } from 'zod'
import { command, query } from './define'
import { errorCodes } from './errors'
import { EntryFile, EntryLink } from './register'
import { Id, Instant, None } from './values'

/** The folder a scanner writes into: none was said, it answers, or it is away or silent. */
export const folderStates = ['none', 'here', 'away'] as const
export const MOST_SHOWN = 500

export const IncomingScan = z.object({
  name: z.string(),
  size: z.int(),
  changedAt: Instant,
  /** It grew, or was touched, since it was looked at before: the scanner is not done. */
  writing: z.boolean(),
})
export type IncomingScan = z.infer<typeof IncomingScan>

export const Tray = z.object({
  folder: z.string().nullable(),
  state: z.enum(folderStates),
  scans: z.array(IncomingScan),
  /** More lie there than are shown. */
  more: z.boolean(),
})
export type Tray = z.infer<typeof Tray>

/** A file of one letter, or of many: pages are counted from 0. */
export const MOST_PAGES = 1_000
const Page = z
  .int()
  .min(0)
  .max(MOST_PAGES - 1)
const Read = z.array(z.object({ page: Page, texts: z.array(z.string().max(2_000)).max(20) })).max(MOST_PAGES)

export const PageRead = z.object({ page: z.int(), separator: z.boolean(), entry: EntryLink.nullable() })
export type PageRead = z.infer<typeof PageRead>

/** `pages: null`: the whole file, byte for byte as it came. */
export const FiledPart = z.object({ entryId: Id, pages: z.array(Page).min(1).max(MOST_PAGES).nullable() })
export type FiledPart = z.infer<typeof FiledPart>

export const PartOutcome = z.object({
  entryId: Id,
  numberText: z.string(),
  /** It was there already, from an order that was cut: nothing was added twice. */
  same: z.boolean(),
  failed: z
    .object({
      code: z.enum(errorCodes),
      params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    })
    .nullable(),
})
export type PartOutcome = z.infer<typeof PartOutcome>

/** How scans come in: the tray of a scanner's folder, and batches that are parted by their codes. */
export const intake = {
  tray: query({ needs: 'register:write', input: None, output: Tray }),
  /** The person shows a folder of this PC; null when they changed their mind. */
  choose: command({ needs: 'register:write', input: None, output: Tray.nullable() }),
  leave: command({ needs: 'register:write', input: None, output: Tray }),
  /** Takes a scan of the tray into the vault, to be looked at; it stays in the folder. Entries that have it already are named. */
  take: command({
    needs: 'register:write',
    input: z.object({ name: z.string().max(255), keepProtected: z.boolean().default(false) }),
    output: z.object({ file: EntryFile, filedIn: z.array(EntryLink) }),
  }),
  /** What the codes say that were read on the pages. A code leads to what its reader may see, and to nothing else. */
  recognise: query({ needs: 'register:write', input: z.object({ pages: Read }), output: z.array(PageRead) }),
  /**
   * Each part becomes a scan of its entry, one after the other. The file leaves the folder only when `whole`, with every part filed, and the
   * same bytes lie there still.
   */
  file: command({
    needs: 'register:write',
    input: z.object({
      fileId: Id,
      /** Its name in the tray; null when it was chosen, dropped or pasted. */
      name: z.string().max(255).nullable(),
      parts: z.array(FiledPart).min(1).max(200),
      /** Every page is in a part, or was said to be none of a letter. */
      whole: z.boolean(),
    }),
    output: z.object({ parts: z.array(PartOutcome), removed: z.boolean() }),
  }),
  /** Takes a scan out of the folder that an entry has already, byte for byte. */
  clear: command({
    needs: 'register:write',
    input: z.object({ name: z.string().max(255) }),
    output: z.object({ removed: z.boolean() }),
  }),
}
