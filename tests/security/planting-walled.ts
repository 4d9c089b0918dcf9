import { sql } from '../../db/core/sql'
import { entryInput, pdfFile } from '../fixtures/office'
import type { Planted } from './planting'

/** Nobody outside the team meets a text that begins so, whatever they are cleared for. */
export const WALLED = 'zqwalled'

const name = (full: string) => ({ full, given: '', father: '', family: '', maiden: '' })

/**
 * P4: a person behind a wall, with everything a card can have about it: letters from them, one that names them, one that was theirs until it was
 * corrected, an answer, relations, consents, another card of theirs, a conflict and a change that was not taken.
 */
export async function plantWalled(p: Planted): Promise<void> {
  const { api, app, folder } = p.desk
  const newId = (): string => app.session.desk.newId()
  const nothing = { description: '', phone: '', email: '', address: '', city: '', countryCode: '', notes: '' }
  const card = async (full: string, facts: object = {}): Promise<string> => {
    const id = newId()
    const names = { nameAr: name(`اسم ${full}`), nameLatin: name(full) }
    await api.community.save({ id, kind: 'person', ...names, ...nothing, ...facts } as never)
    return id
  }
  const id = await card(`Amina ${WALLED}name`, {
    ...{
      description: `${WALLED}job`,
      phone: '+33612345678',
      email: `${WALLED}@example.org`,
      address: `${WALLED}street`,
    },
    // Nobody else lives there: a figure would say that somebody does.
    ...{ city: `${WALLED}city`, countryCode: 'IS', notes: `${WALLED}notes` },
  })
  await api.community.save({ ...(await inputOf(p, id)), occupation: `${WALLED}occupation` })
  p.walled.contact.push(id)
  const other = await card('Amina Autre')
  p.shown.contact.push(other)
  await api.community.judge({ keptId: other, otherId: id, verdict: 'same', reason: `${WALLED}same` })
  const facts = { capacity: 'president' as const, title: `${WALLED}title`, basis: `${WALLED}basis`, note: '' }
  await api.community.relate({
    ...{ id, end: 'from' as const, otherId: p.contactId, kind: 'representative' as const },
    ...{ ...facts, since: '2026-01-02', until: null },
  })
  const consent = { purpose: 'contact' as const, sharedWith: `${WALLED}shared`, document: `${WALLED}document` }
  await api.community.consent({ id: newId(), contactId: id, givenOn: '2026-11-02', ...consent })

  const register = async (change: object): Promise<string> => {
    const made = await api.register.register(await entryInput(p.desk, change))
    p.walled.entry.push(made.id)
    p.walledNumbers.push(made.numberText)
    return made.id
  }
  const scan = await api.documents.stage({ path: pdfFile(folder, `${WALLED}.pdf`, WALLED), keepProtected: false })
  p.walled.file.push(scan.id)
  const said = { correspondentId: id, urgency: 'urgent' as const, notes: `${WALLED}notes` }
  const first = await register({
    ...{ ...said, subject: `${WALLED}subject`, reference: `${WALLED}ref`, replyToId: p.asked, fileIds: [scan.id] },
  })
  const parties = [{ role: 'copy' as const, kind: 'contact' as const, id }]
  await register({ correspondentId: p.contactId, subject: `${WALLED}party`, parties })
  const cancelled = await register({ ...said, subject: `${WALLED}cancelled` })
  await api.register.cancel({ id: cancelled, reason: `${WALLED}reason` })
  // Theirs until it was corrected: everybody sees it, and not whose it was.
  const corrected = await register({ ...said, notes: '', subject: 'مصحح' })
  await api.register.correct({ id: corrected, field: 'correspondentId', value: p.contactId, reason: 'سهو' })
  p.walled.entry.pop()
  p.walledNumbers.pop()
  p.shown.entry.push(corrected)
  const letter = await api.letters.reply({ id: newId(), entryId: first, secondLanguage: 'fr' })
  p.walled.letter.push(letter.id)
  await api.mail.noteMissing({ id: newId(), entryId: first, what: `${WALLED}missing` })
  await contestAndPark(p, id)
  await api.walls.raise({ contactId: id, keeperId: p.keeperId, team: [p.keeperId], reason: `${WALLED}why` })
}

async function inputOf({ desk }: Planted, id: string) {
  const { entries: _n, createdAt: _at, pending: _p, ...card } = await desk.api.community.get({ id })
  return card as never as Parameters<typeof desk.api.community.save>[0]
}

async function contestAndPark(p: Planted, id: string): Promise<void> {
  const { desk } = p.desk.app.session
  const conflict = desk.newId()
  const change = desk.newId()
  const side = { userId: null, deviceId: desk.device.id, at: 1, fields: { city: `${WALLED}side` } }
  const operation = {
    ...{ change, entity: 'contact', id, kind: 'patch', fields: { notes: `${WALLED}parked` }, before: {}, time: 1 },
    user: p.desk.app.session.actor.userId,
  }
  await desk.db.write(async (tx) => {
    await sql(tx).run(
      `INSERT INTO conflict (id, entity, rowId, "group", server, other, at) VALUES (?, 'contact', ?, 'address', ?, ?, 1)`,
      [conflict, id, JSON.stringify(side), JSON.stringify(side)],
    )
    await sql(tx).run(
      `INSERT INTO outbox (d, entity, rowId, operation, hash, at, state, reason, change)
       SELECT max(d) + 1, 'contact', ?, ?, '', 1, 'parked', 'forbidden', ? FROM outbox`,
      [id, JSON.stringify(operation), change],
    )
  })
  p.walled.conflict.push(conflict)
  p.walled.parked.push(change)
}
