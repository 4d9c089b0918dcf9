import type { Actor } from '../../contract/permissions'
import { actorOf } from '../../domain/sync/actor'
import type { Trust } from '../../domain/trust/proof'
import type { Sql } from '../db/connect'
import { rowsOf } from '../db/rows'
import { headOf } from '../db/streams'

/** Whose keys and rights count in an office now, for what is not an operation: a code, a PC's new identity. */
export async function authorityIn(
  sql: Sql,
  office: string,
  deviceId: string,
): Promise<{ trust: Trust; actor: (userId: string) => Actor | null }> {
  const head = await headOf(sql, office)
  const rows = await rowsOf(sql, office, ['userKey', 'user'])
  const keys = rows.filter((r) => r.entity === 'userKey')
  const trust = {
    officeId: office,
    root: head?.rootKey ?? '',
    keysOf: (userId: string) => keys.filter((k) => k.fields['userId'] === userId),
  }
  const actor = (userId: string): Actor | null => {
    const row = rows.find((r) => r.entity === 'user' && r.id === userId)
    return row?.fields['active'] === true ? actorOf(row.id, row.fields, office, deviceId) : null
  }
  return { trust, actor }
}
