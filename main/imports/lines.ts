import type { Fields } from '../../contract/wire'
import { startOfDay, type Zone } from '../../domain/text/zone'
import type { PaperLine } from '../../domain/imports/line'

const DAY = 86_400_000
const FIRST = Date.UTC(1900, 0, 1)

/**
 * Where lines of a paper book stand in the order of a register: on their day, before what was numbered by the hour, one behind the other.
 * An instant is never before 1970, so the days before it lie side by side on its first; their order is what counts, the hour is shown nowhere.
 */
export class Places {
  private readonly days = new Map<string, { from: number; next: number }>()
  constructor(private readonly zone: Zone) {}

  of(date: string): number {
    const day = this.days.get(date) ?? { from: this.start(date), next: 0 }
    this.days.set(date, day)
    return day.from + day.next++
  }

  start(date: string): number {
    const at = startOfDay(date, this.zone)
    return at >= DAY ? at : Math.max(0, Math.round((Date.parse(`${date}T00:00:00Z`) - FIRST) / DAY)) * 3_000
  }
}

type Given = {
  registerId: string
  bookId: string
  seq: number
  at: number
  arrivalAt: number
  correspondentId: string | null
  registeredById: string
  deviceId: string
}

/** The entry, as any other: what paper did not say is said to be so. */
export const entryOfLine = (line: PaperLine, given: Given): Fields => ({
  ...{ registerId: given.registerId, bookId: given.bookId, year: Number(line.date.slice(0, 4)), seq: given.seq },
  ...{
    numberText: line.numberText,
    registeredAt: given.at,
    businessDate: line.date,
    registeredById: given.registeredById,
  },
  ...{
    deviceId: given.deviceId,
    arrivalAt: given.arrivalAt,
    letterDate: line.letterDate,
    letterDateSaid: line.letterDateSaid,
  },
  ...{ postmarkDate: null, correspondentId: given.correspondentId, reference: line.reference, subject: line.subject },
  ...{
    channel: line.channel,
    urgency: line.urgency,
    level: line.level,
    unitId: line.unitId,
    enclosureCount: line.enclosureCount,
  },
  ...{ enclosures: [], notes: line.notes, replyToId: null, secondCopyOfId: null, letterId: null },
  ...{
    paperNumber: line.number.written ?? '',
    paperPage: line.page,
    cancelledAt: null,
    cancelledById: null,
    cancelReason: null,
  },
})
