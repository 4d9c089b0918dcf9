import { metaValue } from '../core/meta'
import type { Reader } from '../core/sql'

/** What stands in the index changes with the product: rows indexed by an older one are indexed anew, once (rebuild.ts). */
export const VERSION = '3'

/** Until all is indexed anew, what an older version indexed has no marks (marks.ts), and nothing may be bounded by them. */
export const isIndexOld = async (read: Reader): Promise<boolean> =>
  (await metaValue(read, 'search.version')) !== VERSION
