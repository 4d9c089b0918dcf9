import { deviceGenesis, linkOf } from '../../domain/sync/operation'
import { sql, type Reader, type Tx } from '../core/sql'
import { nextPack, packedBetween, unpackFrom } from './packing'

const PAGE = 2000
type Link = { d: number; operation: string }

/**
 * The device chain told anew from another id (ADR 020): what was said and who signed it stay, only the links are others. A change's
 * signature does not cover its place in the chain, so that what was not sent yet can still be sent.
 */
async function* retold(read: Reader, deviceId: string): AsyncGenerator<{ d: number; hash: string }[]> {
  let previous = deviceGenesis(deviceId)
  for (let above = 0; ;) {
    const rows = await linksAfter(read, above)
    if (rows.length === 0) return
    yield rows.map(({ d, operation }) => {
      previous = linkOf(previous, d, operation)
      return { d, hash: previous }
    })
    above = rows.at(-1)?.d ?? above
  }
}

/** The next ones, those among them that were packed away in their places. */
async function linksAfter(read: Reader, above: number): Promise<Link[]> {
  const pack = await nextPack(read, above)
  const rows = await sql(read).all<Link>('SELECT d, operation FROM outbox WHERE d > ? AND d <= ? ORDER BY d LIMIT ?', [
    ...[above, pack?.lastD ?? Number.MAX_SAFE_INTEGER, PAGE],
  ])
  // A page that ends before the pack does takes of the pack what lies before its end.
  const end = rows.length === PAGE ? (rows.at(-1)?.d ?? above) : (pack?.lastD ?? above)
  const packed = pack && pack.firstD <= end ? await packedBetween(read, above + 1, end) : []
  return [...rows, ...packed].sort((a, b) => a.d - b.d)
}

/** Up to where the server has answered, and the link there in the chain of the new id. */
export async function answeredAs(read: Reader, deviceId: string): Promise<{ d: number; hash: string }> {
  const waiting = await sql(read).one<{ d: number | null }>(`SELECT min(d) AS d FROM outbox WHERE state = 'waiting'`)
  let base = { d: 0, hash: deviceGenesis(deviceId) }
  for await (const links of retold(read, deviceId))
    for (const link of links) if (link.d < (waiting?.d ?? Infinity)) base = link
  return base
}

/** Writes the chain anew; what stands after `answered` waits to be sent under the new id. */
export async function retell(tx: Tx, deviceId: string, answered: number): Promise<void> {
  await unpackFrom(tx, 0)
  for await (const links of retold(tx, deviceId))
    await sql(tx).run(
      `UPDATE outbox SET hash = j.hash FROM (SELECT json_extract(value, '$.d') AS d, json_extract(value, '$.hash') AS hash FROM json_each(?)) AS j
       WHERE outbox.d = j.d`,
      [JSON.stringify(links)],
    )
  await sql(tx).run(`UPDATE outbox SET state = 'waiting' WHERE d > ?`, [answered])
}
