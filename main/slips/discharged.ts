import type { Discharge } from '../../contract/discharge'
import type { Ink } from '../../contract/ink'
import type { Names } from '../../contract/values'
import type { Reader } from '../../db/core/sql'
import { personById } from '../../db/session/people'

type Discharged = {
  dischargedAt: number | null
  dischargedBy: string | null
  dischargeNote: string | null
  dischargedById: string | null
  dischargeInk: Ink | null
}

/** Who received it, as whoever recorded it said; of a slip and of a line of the book. */
export const dischargeOf = async (read: Reader, row: Discharged): Promise<Discharge | null> =>
  row.dischargedAt === null
    ? null
    : {
        at: row.dischargedAt,
        by: row.dischargedBy ?? '',
        note: row.dischargeNote ?? '',
        ink: row.dischargeInk,
        recordedByNames: await namesOf(read, row.dischargedById),
      }

export const namesOf = async (read: Reader, id: string | null): Promise<Names | null> =>
  id === null ? null : ((await personById(read, id))?.names ?? null)
