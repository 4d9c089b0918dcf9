import { can, type Actor } from '../../contract/permissions'
import type { Fields } from '../../contract/wire'
import { descriptor, type EntityName } from '../entities'
import { plain, type Asked, type Pusher, type Refusal } from '../entities/writing'
import { provenByOffice } from '../trust/powers'
import { lowersLevel, sees } from '../visibility'

/**
 * What the desk's router and services asked, asked again by the server, whose answer counts: each entity says who may write it
 * (domain/entities). What gives power is proven besides (domain/trust).
 */

/** A row the office's own key stands behind (the founding, the printed secret) asks for nobody's rights: its proof is checked. */
export function mayPlace(entity: EntityName, op: Asked, row: Fields | null, who: Pusher): Refusal | null {
  if (provenByOffice(entity, op.fields)) return null
  return row && !mayRelevel(entity, op, row, who.actor)
    ? 'forbidden'
    : descriptor(entity).writes(op, row, who, (shown) => {
        return who.actor !== null && sees(who.actor, entity, { ...shown, id: op.id }, who.related)
      })
}

/** A1: only authority lowers a level, of whatever it is, also by deciding a conflict; judged from what its writer had before. */
export const mayRelevel = (
  entity: EntityName,
  op: Pick<Asked, 'fields' | 'before'>,
  row: Fields,
  actor: Actor | null,
): boolean =>
  !lowersLevel(entity, { ...row, ...plain(op.before) }, op.fields) ||
  (actor !== null && can(actor, 'register:declassify'))
