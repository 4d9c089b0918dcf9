import { z } from 'zod'
import { command, query } from './define'
import { errorCodes } from './errors'
import { Which } from './lists'
import { EntryFile } from './register'
import { Id } from './values'

export const labelFormatNames = ['zebra', 'brotherShort', 'brotherLong', 'sheet24', 'sheet14'] as const
export type LabelFormatName = (typeof labelFormatNames)[number]
/** Where there is room on the first page. */
export const stampCorners = ['topRight', 'topLeft', 'bottomRight', 'bottomLeft'] as const
export type StampCorner = (typeof stampCorners)[number]
/** Labels of one order: twenty sheets of the smallest. */
export const MOST_LABELS = 500

const Reason = z.object({
  code: z.enum(errorCodes),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
/** What became of each: those that are not named have their label. */
export const LabelsMade = z.object({
  /** diwan://print/<token>; null when none could be made. */
  url: z.string().nullable(),
  made: z.int(),
  failed: z.array(Reason.extend({ numberText: z.string() })),
})
export type LabelsMade = z.infer<typeof LabelsMade>

/** D2: what is put on paper, and found again on its scan. */
export const labels = {
  print: command({
    needs: 'register:write',
    input: z.object({
      which: Which,
      format: z.enum(labelFormatNames),
      /** The first free place of the sheet, 0 = the upper left. */
      start: z.int().min(0).max(23),
    }),
    output: LabelsMade,
  }),
  /** A copy of a scan with the stamp on its first page, staged: `register.rescan` makes it the new version; the scan stays (I3). */
  stamp: command({
    needs: 'register:write',
    input: z.object({ entryId: Id, fileId: Id, corner: z.enum(stampCorners) }),
    output: EntryFile,
  }),
  /** Sheets that part the letters of a batch: diwan://print/<token>. */
  separators: query({
    needs: 'register:write',
    input: z.object({ sheets: z.int().min(1).max(50) }),
    output: z.object({ url: z.string() }),
  }),
}
