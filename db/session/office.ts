import type { ClockPeriod } from '../../contract/clock'
import { Letterhead, plainLetterhead } from '../../contract/letterhead'
import type { Office } from '../../contract/session'
import type { Country, Names, SecondLanguage } from '../../contract/values'
import { sql, type Reader } from '../core/sql'
import { allUnits } from '../units/units'
import { people } from './people'

type OfficeRow = {
  id: string
  country: Country
  timeZone: string
  clock: string | null
  issuers: string | null
  letterhead: string | null
  names: string
  ministry: string
  place: string
  secondLanguage: SecondLanguage
  ownApprovalAllowed: number
  recoveryKey: string
}

const periodsIn = (clock: string | null): ClockPeriod[] =>
  clock === null
    ? []
    : (JSON.parse(clock) as { periods: ClockPeriod[] }).periods.map(({ from, until, offsetMinutes }) => ({
        from,
        until,
        offsetMinutes,
      }))

const issuersIn = (issuers: string | null): string[] =>
  issuers === null ? [] : (JSON.parse(issuers) as { trusted: string[] }).trusted

/** What this version knows of it; without a word of it, as letters were before. */
function letterheadIn(kept: string | null): Letterhead {
  const read = kept === null ? null : Letterhead.safeParse(JSON.parse(kept))
  return read?.success ? read.data : plainLetterhead
}

/** There is one office on a PC; undefined only before the first pull of a joining one. */
export async function officeRow(
  read: Reader,
): Promise<(Omit<Office, 'units' | 'people'> & { recoveryKey: string; trustedIssuers: string[] }) | undefined> {
  const row = await sql(read).one<OfficeRow>('SELECT * FROM office LIMIT 1')
  return (
    row && {
      id: row.id,
      country: row.country,
      timeZone: row.timeZone,
      clockPeriods: periodsIn(row.clock),
      names: JSON.parse(row.names) as Names,
      ministry: JSON.parse(row.ministry) as Office['ministry'],
      place: JSON.parse(row.place) as Office['place'],
      secondLanguage: row.secondLanguage,
      ownApprovalAllowed: row.ownApprovalAllowed === 1,
      recoveryKey: row.recoveryKey,
      letterhead: letterheadIn(row.letterhead),
      trustedIssuers: issuersIn(row.issuers),
    }
  )
}

export async function officeWithUnits(read: Reader): Promise<Office | undefined> {
  const office = await officeRow(read)
  if (!office) return undefined
  const { recoveryKey: _kept, trustedIssuers: _theirs, ...shown } = office
  return {
    ...shown,
    units: await allUnits(read),
    people: (await people(read)).map(({ id, names }) => ({ id, names })),
  }
}

export const deviceRow = (
  read: Reader,
  id: string,
): Promise<{ name: string; deskCode: string | null; publicKey: string } | undefined> =>
  sql(read).one('SELECT name, deskCode, publicKey FROM device WHERE id = ?', [id])
