import type { Actor } from '../../contract/permissions'
import type { Begun } from '../../domain/letters/template/begin'
import type { Facts } from '../../domain/letters/template/values'
import type { Desk } from '../desk'
import { letterModel } from '../letters/compose'

/** The page such a letter would be, before anybody signed it; it is in the tray of whoever asked. */
export async function pageOf(
  desk: Desk,
  actor: Actor,
  letter: Begun,
  { addressee, today }: Facts,
): Promise<{ url: string; pages: number }> {
  const { country, timeZone, names, ministry, place } = desk.office
  const to = { ar: addressee?.nameAr ?? '', other: addressee?.nameLatin ?? '' }
  const model = letterModel(
    { ...letter, addressee: to },
    {
      office: { country, timeZone, names, ministry, place },
      ...{ original: null, date: today, issued: null, signed: null, qr: null, createdAt: desk.clock.now() },
    },
  )
  const { bytes, pages } = await desk.jobs.run({ kind: 'print', byId: actor.userId }, (work) => {
    work.progress('drawing', 0)
    return desk.pdf.letter(model, work.signal)
  })
  return { url: desk.print.put({ bytes, name: 'template.pdf', userId: actor.userId }), pages }
}
