import { startPreferences } from '../session/preferences'
import { giveSlot } from '../session/passwords'
import type { Actor } from '../../contract/permissions'
import type { NewOffice } from '../../contract/session'
import type { Language, Names } from '../../contract/values'
import { createRow } from '../../db/outbox/changes'
import { booksOf } from '../../db/register/books'
import { daysAfter } from '../../db/register/closings'
import { registerRows } from '../../db/register/registers'
import { officeWithUnits } from '../../db/session/office'
import { policies } from '../../domain/policies'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { giveConsent } from '../community/consents'
import { saveContact } from '../community/contacts'
import { relate } from '../community/relations'
import { stampOf, type Clock, type Desk } from '../desk'
import { cancelEntry } from '../register/changing'
import { closeDays } from '../register/closing'
import { registerEntry } from '../register/registration'
import { rootKeyOf } from '../session/crypto'
import { readSecret } from '../session/recovery-secret'
import { signer, signingKey } from '../../domain/trust/keys'
import { keyOf } from '../../db/session/people'
import { DEMO_PASSWORD } from '../session/password-rule'
import type { Session } from '../session/session'
import { assignSome } from './routing'
import { contacts, entries, mandates, units, type DemoContact } from './letters'
import { consents, records } from './records'

const DAY = 24 * 60 * 60 * 1000

const same = (latin: string, ar: string): Names => ({ ar, fr: latin, en: latin, es: latin })
const people = [
  { login: 'nadia', names: same('Nadia Benaïssa', 'نادية بنعيسى'), roles: ['clerk'], clearance: 'restricted' },
  { login: 'karim', names: same('Karim Alaoui', 'كريم العلوي'), roles: ['officer'], clearance: 'confidential' },
  { login: 'said', names: same('Saïd Regragui', 'سعيد الركراكي'), roles: ['headOfOffice'], clearance: 'secret' },
] as const

const office = (language: Language): NewOffice => ({
  country: 'MA',
  timeZone: policies.MA.timeZone,
  names: { ar: 'مكتب الضبط المركزي', fr: 'Bureau d’ordre central', en: 'Central registry', es: 'Registro central' },
  ministry: { ar: ['قطاع المغاربة المقيمين بالخارج'], other: ['Département des Marocains résidant à l’étranger'] },
  place: { ar: 'الرباط', other: 'Rabat' },
  secondLanguage: 'fr',
  units,
  registers: [
    { kind: 'incoming', opening: 404 },
    { kind: 'outgoing', opening: 212 },
    { kind: 'internal', opening: 1 },
  ],
  ownApprovalAllowed: false,
  administrator: { login: 'admin', password: DEMO_PASSWORD, names: same('Leïla Tazi', 'ليلى التازي') },
  language,
})

/** An office to try things on: two weeks of letters, registered by the real services under a clock of the past. */
export async function openDemonstration(session: Session, language: Language): Promise<void> {
  const clock = pastClock(session.now() - 20 * DAY)
  const { recoverySecret } = await session.createOffice(office(language), { demonstration: true, clock })
  const desk: Desk = { ...session.desk, clock, emit: () => undefined }
  const actors = await addPeople(session, desk, language, recoverySecret)
  const known = await addContacts(actors.nadia.desk, actors.nadia.actor)
  await registerAll(actors, known, clock, session.now())
  clock.set(session.now())
  await closeEarlier(actors.admin, session.now())
  await session.logOut()
  await session.logIn('nadia', DEMO_PASSWORD)
}

/** Somebody, and the desk as it is when they sit at it: what they do is signed with their own key. */
type Seat = { actor: Actor; desk: Desk }
type Actors = Record<'nadia' | 'admin', Seat>

async function addPeople(session: Session, desk: Desk, language: Language, secret: string): Promise<Actors> {
  const admin = session.actor
  const root = rootKeyOf(readSecret(secret) ?? Buffer.alloc(0))
  const actors: Actors = { admin: { actor: admin, desk }, nadia: { actor: admin, desk } }
  const cultural = (await officeWithUnits(desk.db.read))?.units[1]?.id ?? null
  for (const { login, names, roles, clearance } of people) {
    const id = desk.newId()
    const stamp = stampOf(desk, admin)
    const fields = {
      login,
      names,
      roles: [...roles],
      clearance,
      active: true,
      unitId: login === 'karim' ? cultural : null,
      createdAt: stamp.at,
    }
    await desk.db.write((tx) => createRow(tx, 'user', id, fields, stamp))
    const seed = await giveSlot(session, { id, login }, DEMO_PASSWORD, { origin: 'founding', root })
    await startPreferences(session.desk, id, language)
    if (login !== 'nadia') continue
    const { publicKey } = signingKey(seed)
    const row = await keyOf(desk.db.read, id, publicKey)
    const own = { userId: id, keyId: row?.id ?? '', publicKey, sign: signer(seed), reset: false }
    actors.nadia = { actor: { ...admin, userId: id, roles: [...roles], clearance }, desk: { ...desk, signer: own } }
  }
  return actors
}

async function addContacts(desk: Desk, actor: Actor): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  const givenOn = dateOf(desk.clock.now() - 200 * DAY, zoneOf(desk.office))
  for (const [key, contact] of Object.entries<DemoContact>(contacts)) {
    const id = desk.newId()
    ids.set(key, id)
    const name = (full: string) => ({ full, given: '', father: '', family: '', maiden: '' })
    const { kind, description, city, countryCode } = contact
    const blank = { phone: '', email: '', address: '', notes: '' }
    await saveContact(desk, actor, {
      id,
      kind,
      nameAr: name(contact.ar),
      nameLatin: name(contact.latin),
      description,
      city,
      countryCode,
      ...blank,
      ...records[key],
    })
    for (const facts of consents[key] ?? [])
      await giveConsent(desk, actor, { id: desk.newId(), contactId: id, givenOn, ...facts })
  }
  for (const { from, to, ...facts } of mandates) {
    const said = { kind: 'representative', end: 'from', title: '', until: null, note: '', ...facts } as const
    await relate(desk, actor, { id: ids.get(from) ?? '', otherId: ids.get(to) ?? '', ...said })
  }
  return ids
}

async function registerAll(actors: Actors, known: Map<string, string>, clock: PastClock, now: number): Promise<void> {
  const { desk } = actors.admin
  const read = desk.db.read
  const registers = await registerRows(read)
  const unitIds = (await officeWithUnits(read))?.units.map((u) => u.id) ?? []
  const days = workingDays(now, policies[desk.office.country].weekend)
  const given: string[] = []
  for (const [index, e] of entries.entries()) {
    const id = desk.newId()
    given.push(id)
    const arrivalAt = (days[e.daysAgo] ?? 0) + e.hour * 3600_000
    clock.set(arrivalAt + 9 * 60_000)
    const seat = e.level === 'secret' ? actors.admin : actors.nadia
    await registerEntry(seat.desk, seat.actor, {
      id,
      registerId: registers.find(({ kind }) => kind === e.register)?.id ?? '',
      letterDate: e.written === null ? null : dateOf(arrivalAt - e.written * DAY, zoneOf(desk.office)),
      arrivalAt,
      postmarkDate: null,
      correspondentId: known.get(e.from) ?? null,
      reference: e.reference,
      subject: e.subject,
      channel: e.channel,
      urgency: e.urgency ?? 'routine',
      level: e.level ?? 'ordinary',
      unitId: unitIds[e.unit] ?? '',
      enclosureCount: e.enclosures?.length ?? 0,
      enclosures: (e.enclosures ?? []).map((title) => ({ title, kind: 'copy' as const, pages: null })),
      notes: '',
      replyToId: e.answers === undefined ? null : (given[e.answers] ?? null),
      secondCopyOfId: null,
      fileIds: [],
      ...(e.deadline && {
        deadline: {
          ...{ kind: e.deadline, label: '', startedOn: dateOf(arrivalAt, zoneOf(desk.office)), byDay: null, own: null },
        },
      }),
    })
    if (e.cancelled) await cancelEntry(desk, actors.admin.actor, { id: given[index] ?? id, reason: e.cancelled })
  }
  const arrived = given.filter((_id, n) => {
    const e = entries[n]
    return e?.register === 'incoming' && !e.cancelled && (e.level ?? 'ordinary') === 'ordinary'
  })
  await assignSome(actors.nadia, arrived, unitIds, now)
}

/** The head of registry closed each day but today's, as in an office that is kept. */
async function closeEarlier({ desk, actor }: Seat, now: number): Promise<void> {
  const through = dateOf(now - DAY, zoneOf(desk.office))
  for (const book of await booksOf(desk.db.read)) {
    const [first] = await daysAfter(desk.db.read, book, null)
    if (first && first.date <= through) await closeDays(desk, actor, { bookId: book.id, through })
  }
}

/** Midnights (UTC) of the office's working days before today, newest first; index 1 is the last one. */
function workingDays(now: number, weekend: readonly number[]): number[] {
  const days = [now - (now % DAY)]
  for (let day = (days[0] ?? 0) - DAY; days.length < 12; day -= DAY) {
    if (!weekend.includes(new Date(day).getUTCDay() || 7)) days.push(day)
  }
  return days
}

type PastClock = Clock & { set(at: number): void }
function pastClock(start: number): PastClock {
  let at = start
  return { now: () => at, jumpMs: () => 0, set: (next) => (at = Math.max(at, next)) }
}
