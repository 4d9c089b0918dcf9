import { descriptor, type EntityName } from '../../domain/entities'
import { Proof } from '../../contract/proof'
import type { Fields, RowVersion } from '../../contract/wire'
import { canonical } from '../../domain/sync/canonical'
import { fieldsFit } from '../../domain/sync/fields'
import { claimsPower, givesPower } from '../../domain/trust/powers'
import { sealedFields, unproven, type Trust } from '../../domain/trust/proof'
import { sql, type Tx } from '../core/sql'
import { fromRow } from '../outbox/rows'
import type { AsideReason } from './aside'
import type { Proven } from './trust'

/**
 * Whether a row of the server is put in place here. The server is not trusted with power either: what gives it is proven by the
 * people who gave it, what is written once stays what it was, and values are held against the same list as on the server.
 * @param known the fields this version knows, complete
 * @param proven when what was known of it was signed; what is signed later is noted there, to be kept with the row
 */
export function refusal(
  trust: Trust,
  entity: EntityName,
  row: RowVersion,
  known: Fields,
  here: Record<string, unknown> | undefined,
  proven: Proven,
): AsideReason | null {
  if (!fieldsFit(entity, known, 'create')) return 'invalid'
  if (here && fixedDiffers(entity, fromRow(entity, here), known)) return 'fixed'
  if (!givesPower(entity)) return null
  const why = unproven(trust, entity, row.id, known)
  if (why) return why
  const said = saidAt(entity, row.id, known)
  for (const { what, at } of said) if (at < (proven.known.get(what) ?? 0)) return 'older'
  for (const { what, at } of said) if (at > 0) proven.fresh.set(what, at)
  return null
}

/** When each part of a row that is signed was signed; what was said once and is there no more is an older row. */
function saidAt(entity: EntityName, id: string, known: Fields): { what: string; at: number }[] {
  const proof = Proof.safeParse(known['proof'])
  if (!proof.success || !claimsPower(entity, known)) return []
  const inside = new Map(sealedFields(entity, known).map((one) => [one.name, one.proof?.at ?? 0]))
  const seals = descriptor(entity).seals.map((name) => ({ what: `${id}.${name}`, at: inside.get(name) ?? 0 }))
  return [{ what: id, at: proof.data.at }, ...seals]
}

/** I2, and whose key it is: what is written once is never written over, whoever says so. A body that is withheld may leave. */
function fixedDiffers(entity: EntityName, here: Fields, known: Fields): boolean {
  return Object.entries(descriptor(entity).fields).some(
    ([name, { fixed }]) =>
      fixed &&
      canonical(here[name] ?? null) !== canonical(known[name] ?? null) &&
      !(entity === 'act' && WITHHELD.has(name) && known[name] === null),
  )
}
const WITHHELD = new Set(['body', 'salt', 'signature'])

/** `gone` means: no longer for this PC. Who may do what, and the books this PC keeps, never leave it like that. */
export async function mayLeave(tx: Tx, entity: EntityName, id: string, deviceId: string): Promise<boolean> {
  const { stays } = descriptor(entity)
  if (stays === 'in-held-book') {
    const held = await sql(tx).one(
      `SELECT 1 AS held FROM "${entity}" x JOIN book b ON b.id = x.bookId WHERE x.id = ? AND b.holderId = ?`,
      [id, deviceId],
    )
    return held === undefined
  }
  return stays !== 'always'
}
