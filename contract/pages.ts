import { z } from 'zod'
import { Id, filled, paragraphs } from './values'

/** One page as somebody arranged it: of which scan, which one there (0 the first), turned by how much from how it is shown. */
export const ArrangedPage = z.object({
  fileId: Id,
  page: z.int().min(0).max(4999),
  turn: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
})
export type ArrangedPage = z.infer<typeof ArrangedPage>

const Pages = z.array(ArrangedPage).min(1).max(5000)

/**
 * I3: pages put in another order, turned, left out, taken in from other scans of the entry: what comes of it is a new version.
 * Pages that were split off become a scan of their own, of this entry or another.
 */
export const Arrangement = z.object({
  /** The entry, and its scan that gets the new version. */
  id: Id,
  fileId: Id,
  name: filled(160),
  pages: Pages,
  /** Other scans of the entry that are part of it now: the new version takes their place too. */
  absorbs: z.array(Id).max(20).default([]),
  splitOff: z
    .object({ entryId: Id, name: filled(160), pages: Pages })
    .nullable()
    .default(null),
  /** A scan with a signature stays as it is; its pages go into a copy beside it that has none. */
  withoutSignature: z.boolean().default(false),
  reason: paragraphs(500).min(1),
})
export type Arrangement = z.infer<typeof Arrangement>
