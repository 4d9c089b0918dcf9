import { metaValue } from '../core/meta'
import type { Reader } from '../core/sql'

/** What stands in the index changes with the product: rows indexed by an older one are indexed anew, once (rebuild.ts). */
export const VERSION = '4'

/** Something in it was indexed by an older version; until then what is new in this one is not found there. */
export const isIndexOld = async (read: Reader): Promise<boolean> =>
  (await metaValue(read, 'search.version')) !== VERSION

/** What was indexed before the third version has no marks (marks.ts), and nothing may be bounded by them. 4: classes have. */
export const isBounded = async (read: Reader): Promise<boolean> =>
  ['3', VERSION].includes((await metaValue(read, 'search.version')) ?? '')
