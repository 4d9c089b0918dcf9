import { keptOut, type Viewer } from '../../domain/visibility'

/**
 * Among which guarded entries those can be that a person sees beyond their clearance: what they registered, what names them, and what was
 * assigned to them. It finds
 * them by an index each; whether they do see one is asked of the rule itself. What the rule gains, this gains (own.test holds them together
 * with every count).
 * @param within a condition on `x`, of the entries asked for, and its parameters
 */
export function mayBeOwn(
  alias: string,
  viewer: Viewer,
  within: { sql: string; params: readonly (string | number)[] },
): { sql: string; params: (string | number)[] } {
  return {
    sql: `${alias}.rowid IN (SELECT x.rowid FROM entry x WHERE ${within.sql} AND x.level <> 'ordinary' AND x.registeredById = ?
      UNION SELECT x.rowid FROM party y CROSS JOIN entry x ON x.id = y.entryId WHERE y.partyId = ? AND ${within.sql}
      UNION SELECT x.rowid FROM assignment z CROSS JOIN entry x ON x.id = z.entryId WHERE z.toId = ? AND z.rank > 0 AND ${within.sql})`,
    params: [
      ...[...within.params, viewer.userId, viewer.userId, ...within.params],
      ...[viewer.userId, ...within.params],
    ],
  }
}

/** Each wall finds its card's letters: left to itself SQLite walks a whole year for each. */
const OF_CARD = 'ix_entry_correspondentId_registeredAt'

/**
 * Entries that a wall keeps from this person (P4), by the few walls there are and an index each; what is counted by level has counted them.
 * @param within a condition on `x`, of the entries asked for, and its parameters
 */
export function walledOff(
  alias: string,
  viewer: Viewer,
  within: { sql: string; params: readonly (string | number)[] },
): { sql: string; params: (string | number)[] } {
  const out = keptOut('w', viewer)
  return {
    sql: `${alias}.rowid IN (SELECT x.rowid FROM wall w CROSS JOIN entry x INDEXED BY ${OF_CARD} ON x.correspondentId = w.contactId
        WHERE x.correspondentId IS NOT NULL AND ${out.sql} AND ${within.sql}
      UNION SELECT x.rowid FROM wall w CROSS JOIN party y ON y.partyId = w.contactId CROSS JOIN entry x ON x.id = y.entryId
        WHERE ${out.sql} AND ${within.sql})`,
    params: [...out.params, ...within.params, ...out.params, ...within.params],
  }
}

/** The same by their ids, for lines that stand beside entries: assignments kept by level have counted them, too. */
export function walledEntries(viewer: Viewer): { sql: string; params: (string | number)[] } {
  const out = keptOut('w', viewer)
  return {
    sql: `(SELECT x.id FROM wall w CROSS JOIN entry x INDEXED BY ${OF_CARD} ON x.correspondentId = w.contactId
        WHERE x.correspondentId IS NOT NULL AND ${out.sql}
      UNION SELECT y.entryId FROM wall w CROSS JOIN party y ON y.partyId = w.contactId WHERE ${out.sql})`,
    params: [...out.params, ...out.params],
  }
}
