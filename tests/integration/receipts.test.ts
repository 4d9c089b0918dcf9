import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Entry } from '../../contract/register'
import { receiptsOf } from '../../db/receipts/receipts'
import { keyIdOf, printLetterCode } from '../../domain/letters/code'
import { hashOf } from '../../domain/receipts/facts'
import { addUser, closeDesks, entryInput, logIn, officeDesk, type TestDesk } from '../fixtures/office'
import { textOf as textOn } from '../fixtures/paper'

let desk: TestDesk
let entry: Entry
beforeAll(async () => {
  desk = await officeDesk()
  await addUser(desk, 'nadia', ['clerk'])
  await addUser(desk, 'karim', ['officer'], 'secret')
  await logIn(desk, 'nadia')
  entry = await desk.api.register.register(
    await entryInput(desk, {
      subject: 'طلب تعيين أستاذين للغة العربية بليون',
      reference: 'AML/2026/57',
      enclosureCount: 3,
      enclosures: [{ title: 'Liste des élèves', kind: 'copy', pages: 2 }],
    }),
  )
})
afterAll(closeDesks)

const newId = (): string => desk.app.session.desk.newId()
const give = (of: Entry, id = newId()) =>
  desk.api.receipts.issue({ id, entryId: of.id, depositor: 'Khadija Amrani', deadline: '2027-01-19' })

const textOf = (url: string): Promise<string> => textOn(desk, url)

describe('a receipt (C5)', () => {
  it('states number, date and hour, unit, deadline, enclosures, depositor and subject, in both languages', async () => {
    const id = newId()
    const { url, receipt } = await give(entry, id)
    expect(receipt).toMatchObject({ copy: 0, depositor: 'Khadija Amrani', deadline: '2027-01-19' })
    const text = await textOf(url)
    for (const said of [
      '20 novembre 2026 à 10:40',
      'Khadija Amrani',
      'Liste des élèves',
      '+ 2',
      'AML/2026/57',
      '19 janvier 2027',
      'Récépissé de dépôt',
    ])
      expect(text).toContain(said)
    expect(text).not.toContain('Duplicata')
    // Pressed twice it is given once.
    expect((await give(entry, id)).receipt.id).toBe(id)
    expect(await desk.api.receipts.list({ entryId: entry.id })).toHaveLength(1)
  })

  it('a reprint is marked as a duplicate, counted, and says what the first one said, whatever was corrected since', async () => {
    await expect(give(entry)).rejects.toMatchObject({ code: 'stale' })
    await desk.api.register.correct({ id: entry.id, field: 'reference', value: 'AML/2026/99', reason: 'خطأ' })
    const { url, receipt } = await desk.api.receipts.again({ id: newId(), entryId: entry.id })
    expect(receipt.copy).toBe(1)
    const text = await textOf(url)
    expect(text).toContain('Duplicata n° 1')
    expect(text).toContain('AML/2026/57')
    expect((await desk.api.receipts.again({ id: newId(), entryId: entry.id })).receipt.copy).toBe(2)
    expect((await desk.api.receipts.list({ entryId: entry.id })).map(({ copy }) => copy)).toEqual([0, 1, 2])
  })

  it('its code is verified offline: as it was handed over, other facts, a copy that was never made, cancelled since', async () => {
    const { device, db } = desk.app.session.desk
    const [first] = await receiptsOf(db.read, entry.id)
    const facts = first?.facts
    if (!facts) throw new Error('no receipt')
    const verdict = async (change: { subject?: string; copy?: number } = {}) => {
      const { copy = 0, ...other } = change
      const code = { paper: 'receipt' as const, number: entry.numberText, date: entry.businessDate, sender: 'مكتب' }
      const frozen = hashOf({ ...facts, ...other })
      const payload = printLetterCode({ ...code, frozen, pages: copy, keyId: keyIdOf(device.id) }, device.sign)
      return desk.api.letters.verify({ payload })
    }
    expect(await verdict()).toMatchObject({ verdict: 'genuine', paper: 'receipt' })
    expect(await verdict({ copy: 2 })).toMatchObject({ verdict: 'genuine' })
    expect(await verdict({ copy: 3 })).toMatchObject({ verdict: 'differs' })
    expect(await verdict({ subject: 'موضوع آخر' })).toMatchObject({ verdict: 'differs' })
    await logIn(desk, 'admin')
    await desk.api.register.cancel({ id: entry.id, reason: 'سُجّل مرتين' })
    expect(await verdict()).toMatchObject({ verdict: 'cancelled' })
    await logIn(desk, 'nadia')
    const { url } = await desk.api.receipts.again({ id: newId(), entryId: entry.id })
    expect(await textOf(url)).toContain('Enregistrement annulé')
  })

  it('is given of what came in, by whoever registers, and not of a cancelled entry (I1)', async () => {
    await expect(give(entry)).rejects.toMatchObject({ code: 'already-cancelled' })
    const other = await desk.api.register.register(await entryInput(desk, { subject: null, level: 'confidential' }))
    await expect(desk.api.receipts.again({ id: newId(), entryId: other.id })).rejects.toMatchObject({
      code: 'not-found',
    })
    await logIn(desk, 'karim')
    await expect(give(other)).rejects.toMatchObject({ code: 'forbidden' })
    await logIn(desk, 'nadia')
    // D4: a sealed envelope has its receipt, to the minute, and no subject.
    expect(await textOf((await give(other)).url)).toContain('Pli fermé')
  })
})
