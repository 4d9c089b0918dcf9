import { visible, type Condition, type Viewer } from '../../domain/visibility'

/** C4: something answers `e` that this person may see; a hidden answer betrays itself nowhere (A2). */
export function answeredFor(viewer: Viewer): Condition {
  const { sql: may, params } = visible('entry', 'r', viewer)
  return {
    sql: `EXISTS (SELECT 1 FROM entry r WHERE r.replyToId = e.id AND r.cancelledAt IS NULL AND ${may})`,
    params,
  }
}
