import { visible, type Condition, type Viewer } from '../../domain/visibility'

/**
 * C4: something answers `e` that this person may see, or the first of the petitions it is one of (D9): one answer closes all of them. A hidden
 * answer betrays itself nowhere (A2).
 */
export function answeredFor(viewer: Viewer): Condition {
  const { sql: may, params } = visible('entry', 'r', viewer)
  return {
    sql: `EXISTS (SELECT 1 FROM entry r WHERE r.replyToId IN (e.id, e.batchOfId) AND r.cancelledAt IS NULL AND ${may})`,
    params,
  }
}
