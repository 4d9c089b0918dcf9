import { Ink } from '../../contract/ink'
import type { Fields } from '../../contract/wire'
import { Id, Instant, int, json, line, text } from './field'
import { only, type Asked, type Refusal } from './writing'

const discharge = { group: 'discharge', nullable: true }

/** Who received something, on whatever it stands (C6, D5); they merge together, for they are one word. */
export const dischargeFields = {
  dischargedAt: int(Instant, discharge),
  dischargedBy: text(line(200), discharge),
  dischargeNote: text(line(500), discharge),
  dischargedById: text(Id, discharge),
  /** The strokes of a signature drawn on the screen. It proves no more than the name beside it: the clerk's key signed both. */
  dischargeInk: json(Ink, discharge),
}

/** Said once, in one's own name. */
export const mayDischarge = (op: Asked, row: Fields): Refusal | null =>
  (row['dischargedAt'] ?? null) !== null ? 'wrong-state' : only(op.fields['dischargedById'] === op.user)
