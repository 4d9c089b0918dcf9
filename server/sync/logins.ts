import { Names } from '../../contract/values'
import type { LoginTwice } from '../../contract/wire'
import type { Sql } from '../db/connect'
import { refusedLogins } from '../db/operations'
import { rowsByKey } from '../db/rows'

const MOST = 50

/** People a desk made under a login that was taken here, and who have not come under another one since: both desks are told. */
export async function loginsTwice(sql: Sql, office: string): Promise<LoginTwice[]> {
  const refused = await refusedLogins(sql, office, MOST)
  if (refused.length === 0) return []
  const told = new Map<string, LoginTwice>()
  for (const { device, body } of refused) {
    const { kind, id, fields } = JSON.parse(body) as { kind: string; id: string; fields: Record<string, unknown> }
    const names = Names.safeParse(fields['names'])
    if (kind === 'create' && names.success)
      told.set(id, { userId: id, login: String(fields['login']).slice(0, 40), names: names.data, device })
  }
  const here = await rowsByKey(
    sql,
    office,
    [...told.keys()].map((id) => ({ entity: 'user', id })),
  )
  for (const { id } of here) told.delete(id)
  return [...told.values()]
}
