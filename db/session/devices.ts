import type { DeviceItem } from '../../contract/sync'
import type { Names } from '../../contract/values'
import { sql, type Reader } from '../core/sql'

/** The PCs of the office by name, with the books each holds this year and before. */
export async function devicesOf(read: Reader, hereId: string): Promise<DeviceItem[]> {
  const rows = await sql(read).all<{ id: string; name: string; deskCode: string | null; books: string }>(
    `SELECT d.id, d.name, d.deskCode,
       (SELECT json_group_array(json_object('names', json(r.names), 'year', b.year)) FROM book b
         JOIN register r ON r.id = b.registerId WHERE b.holderId = d.id AND b.state = 'open' AND b.transcribed IS NULL) AS books
     FROM device d ORDER BY d.name, d.id`,
  )
  return rows.map(({ books, ...device }) => ({
    ...device,
    here: device.id === hereId,
    books: JSON.parse(books) as { names: Names; year: number }[],
  }))
}
