import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { sql } from '../../db/core/sql'
import type { Fields } from '../../contract/wire'
import { backUp, restore } from '../fixtures/backups'
import { addUser, closeDesks, PASSWORD, same } from '../fixtures/office'
import { nextVersion, type NextVersion } from './next-version'
import { blankCard, bothSync, firstPc, joins, Ministry, codeFor, ownPc, type Pc } from './stories'

/**
 * An office is updated over weeks, PC by PC. This version and the next one (next-version.ts) work against one server, which is the next
 * one's first and then, in the other direction, this one's: nothing of what only the newer one knows is lost on the way through here.
 */
let next: NextVersion
let ministry: Ministry
beforeAll(async () => {
  next = await nextVersion()
  ministry = await Ministry.open()
})
afterAll(async () => {
  await ministry.close()
  next.remove()
})
afterEach(async () => {
  await next.office.closeDesks()
  await closeDesks()
})

const one = (pc: Pc, table: string, id: string): Promise<Record<string, unknown> | undefined> => pc.row(table, id)
/** A handle of a database is read by the program it belongs to. */
const sqlOf = (pc: Pc): typeof sql => (pc instanceof next.stories.Pc ? next.sql : sql)
const extra = async (pc: Pc, table: string, id: string): Promise<unknown> =>
  JSON.parse(String((await one(pc, table, id))?.['extra']))
const waiting = (pc: Pc): Promise<{ entity: string; rowId: string }[]> =>
  sqlOf(pc)(pc.db.read).all('SELECT entity, rowId FROM deferredRow ORDER BY entity')
const reasons = async (pc: Pc): Promise<(string | null)[]> =>
  (await pc.outcomes()).filter((o) => o.state === 'parked').map((o) => o.reason)

/** What the next version's window would have sent, written as its services write it. */
async function writesHologram(pc: Pc, id = v7(), shade = 'ظل'): Promise<string> {
  const stamp = next.forging.stampOf(pc)
  await pc.db.write((tx) =>
    next.changes.createRow(tx, 'hologram' as 'unit', id, { shade, depth: 3, entryId: null }, stamp),
  )
  return id
}
const patches = (pc: Pc, entity: string, id: string, fields: Record<string, string | number>): Promise<boolean> =>
  pc.db.write((tx) => next.changes.patchRow(tx, entity as 'unit', id, fields, next.forging.stampOf(pc)))

/** An act of a kind this version does not know; with a field, it explains a change of its entry. */
async function annotates(pc: Pc, entryId: string, field?: 'colour' | 'notes', after = ''): Promise<void> {
  const { desk } = pc.desk.app.session
  await pc.db.write(async (tx) => {
    const entry = await sqlOf(pc)(tx).one<{ registerId: string }>('SELECT registerId FROM entry WHERE id = ?', [
      entryId,
    ])
    const book = await next.heldBook(tx, entry?.registerId ?? '', desk.device.id)
    if (!book) throw new Error('no book')
    const body: Fields = field === undefined ? {} : { field, after }
    const act = { kind: 'annotation', entryId, seq: 0, at: desk.clock.now(), body }
    const stamp = next.forging.stampOf(pc)
    await next.books.chainAct(desk, tx, book, act, stamp)
    if (field !== undefined) await next.changes.patchRow(tx, 'entry', entryId, { [field]: after }, stamp)
  })
}

const newerInput = async (pc: Pc): Promise<Parameters<Pc['api']['register']['register']>[0]> =>
  ({ ...(await next.office.entryInput(pc.desk)), urgency: 'whenever', channel: 'pigeon', colour: 'أخضر' }) as never

async function verdicts(pc: Pc): Promise<string[]> {
  const [register] = await pc.api.register.registers({})
  return (await pc.api.register.verify({ registerId: register?.id ?? '', year: 2026 })).map((v) => v.result)
}

/** The PC is updated: the same folder, opened by the next version. */
async function updated(pc: Pc): Promise<Pc> {
  const { folder, clock } = pc.desk
  await pc.desk.close()
  const desk = next.office.startDesk({ folder, clock, line: next.stories.byHand })
  return Object.assign(new next.stories.Pc(desk, pc.name))
}

/** An older PC and a newer one of one office; the server is whichever runs. */
async function olderAndNewer(): Promise<{ older: Pc; newer: Pc; admin: string }> {
  const older = await firstPc(ministry)
  const admin = (await older.api.session.state({})).me?.userId ?? ''
  const newer = await newerPc(older)
  return { older, newer, admin }
}
async function codeOf(first: Pc, login: string): Promise<string> {
  const userId = await addUser(first.desk, login, ['clerk', 'headOfRegistry', 'officer', 'administrator'], 'secret')
  await first.syncs()
  return codeFor(first, userId)
}
const newerPc = async (first: Pc): Promise<Pc> => next.stories.joins(await codeOf(first, 'karim'))

describe('a newer server and an older desk', () => {
  beforeAll(() => ministry.restarts(next.startServer))

  it('what only the newer version knows comes through the older desk whole, and is there when it is updated', async () => {
    const { older, newer } = await olderAndNewer()
    const card = v7()
    await newer.api.community.save({
      ...blankCard,
      id: card,
      kind: 'robot',
      nickname: 'روبو',
      notes: 'ط'.repeat(3000),
    } as never)
    const wide = v7()
    await newer.api.community.save({ ...blankCard, id: wide, notes: 'ط'.repeat(8000) } as never)
    const entry = await newer.api.register.register(await newerInput(newer))
    await annotates(newer, entry.id)
    await annotates(newer, entry.id, 'notes', 'هامش')
    const hologram = await writesHologram(newer)
    const [unit] = (await older.api.office.get({})).units
    const unitId = unit?.id ?? ''
    await bothSync(older, newer)
    await patches(newer, 'unit', unitId, { floor: 4 })
    await patches(newer, 'hologram', hologram, { depth: 7 })
    await bothSync(older, newer)

    // Nothing is refused, nothing breaks, and the words are shown as they are.
    expect(await reasons(newer)).toEqual([])
    expect(await older.api.register.get({ id: entry.id })).toMatchObject({
      urgency: 'whenever',
      channel: 'pigeon',
      notes: 'هامش',
      acts: expect.arrayContaining([expect.objectContaining({ kind: 'annotation' })]),
    })
    expect(await extra(older, 'entry', entry.id)).toEqual({ colour: 'أخضر' })
    expect(await extra(older, 'unit', unitId)).toEqual({ floor: 4 })
    expect(await waiting(older)).toEqual([{ entity: 'hologram', rowId: hologram }])
    expect((await older.api.search.everywhere({ text: 'تعيين', limit: 5 })).hits).toHaveLength(1)
    const filter = { registerId: entry.registerId, year: 2026, tab: 'all', text: '' } as const
    expect(await older.api.register.rows({ ...filter, offset: 0, limit: 10 })).toMatchObject([{ urgency: 'whenever' }])
    expect(await verdicts(older)).toEqual(await verdicts(newer))
    expect(new Set(await verdicts(older))).toEqual(new Set(['whole']))

    // The older desk mends another field of the same rows: what it does not know stays, there and everywhere.
    await older.writes({ id: card, city: 'Lyon' })
    await older.api.units.change({
      id: unitId,
      names: same('قسم آخر'),
      parentId: null,
      from: null,
      basedOn: { names: unit?.names ?? same(''), parentId: null },
    })
    await bothSync(older, newer)
    expect(await one(newer, 'contact', card)).toMatchObject({ kind: 'robot', city: 'Lyon', nickname: 'روبو' })
    expect(await one(newer, 'unit', unitId)).toMatchObject({ floor: 4, extra: '{}' })
    expect((await newer.api.office.get({})).units.find((u) => u.id === unitId)?.names.ar).toBe('قسم آخر')
    expect(await extra(older, 'contact', card)).toEqual({ nickname: 'روبو' })
    // What it cannot take it keeps aside, and says so.
    expect(await older.api.sync.aside({})).toMatchObject([{ rowId: wide, entity: 'contact', reason: 'invalid' }])
    expect((await older.syncs()).aside).toBe(1)

    // Somebody whose role only the newer version knows makes a person.
    const archivist = await next.office.addUser(newer.desk, 'amal', ['archivist' as 'clerk'])
    await newer.syncs()
    await next.office.logIn(newer.desk, 'amal')
    const made = await next.office.addUser(newer.desk, 'nadia', ['clerk'])
    await bothSync(older, newer)
    expect((await older.api.users.list({})).map((u) => u.id)).toContain(archivist)
    expect((await older.api.users.list({})).map((u) => u.id)).not.toContain(made)
    expect((await older.api.sync.aside({})).map((a) => a.rowId)).toContain(made)

    const after = await updated(older)
    await next.office.logIn(after.desk, 'admin')
    expect(await one(after, 'hologram', hologram)).toMatchObject({ shade: 'ظل', depth: 7 })
    expect(await one(after, 'entry', entry.id)).toMatchObject({ colour: 'أخضر', extra: '{}' })
    expect(await one(after, 'unit', unitId)).toMatchObject({ floor: 4, extra: '{}' })
    expect(await one(after, 'contact', wide)).toMatchObject({ notes: 'ط'.repeat(8000) })
    expect((await after.api.community.find({ text: '', kind: null, limit: 10 } as never)).length).toBe(2)
    expect((await after.api.users.list({})).map((u) => u.id)).toContain(made)
    expect(await after.api.sync.aside({})).toEqual([])
    expect(await waiting(after)).toEqual([])
    await bothSync(after, newer)
    expect(await after.rows()).toEqual(await newer.rows())
    expect([...older.desk.reports, ...newer.desk.reports, ...after.desk.reports]).toEqual([])
  })

  it('a conflict over a field nobody here knows waits for a PC that knows it', async () => {
    const { older, newer } = await olderAndNewer()
    const third = await next.stories.joins(await codeOf(older, 'salma'), 'RB3')
    const card = await older.writes({})
    for (const pc of [older, newer, third]) await pc.syncs()
    await patches(newer, 'contact', card, { nickname: 'سعيد' })
    await patches(third, 'contact', card, { nickname: 'سليم' })
    for (const pc of [newer, third, older, newer, third]) await pc.syncs()
    const [conflict] = await older.api.sync.conflicts({})
    expect(conflict).toMatchObject({ entity: 'contact', rowId: card, group: 'nickname' })
    for (const keep of ['server', 'other'] as const)
      await expect(older.api.sync.decide({ id: conflict?.id ?? '', keep })).rejects.toMatchObject({
        code: 'newer-version',
      })
    await third.api.sync.decide({ id: conflict?.id ?? '', keep: 'other' })
    for (const pc of [third, older, newer]) await pc.syncs()
    expect((await older.api.sync.status({})).conflicts).toBe(0)
    expect(await extra(older, 'contact', card)).toEqual({ nickname: 'سليم' })
    expect(await one(newer, 'contact', card)).toMatchObject({ nickname: 'سليم' })
  })

  it('a reason this version has no words for parks one change, and the next one goes', async () => {
    const { older } = await olderAndNewer()
    await older.writes({ city: 'Luna' })
    const entry = await older.registers()
    expect(await older.syncs()).toMatchObject({ phase: 'idle', reason: null, waiting: 0, parked: 1 })
    expect(await older.api.sync.parked({})).toMatchObject([{ reason: 'full-moon', refused: null }])
    expect((await older.api.register.get({ id: entry.id })).pending).toBe(false)
  })

  it('a backup of the older desk keeps what it does not know; the newer version’s is refused here in words', async () => {
    const older = await ownPc(ministry)
    const newer = await newerPc(older)
    const hologram = await writesHologram(newer)
    const card = await older.writes({})
    await bothSync(older, newer)
    await patches(newer, 'contact', card, { nickname: 'سعيد' })
    await bothSync(older, newer)
    const { folder } = await backUp(older.desk)
    const again = next.backups.deskWithDialog({ line: next.stories.byHand })
    await next.backups.restore(again, folder, { login: 'admin', password: PASSWORD })
    const restored = new next.stories.Pc(again, 'Rabat')
    expect(await one(restored, 'hologram', hologram)).toMatchObject({ shade: 'ظل' })
    expect(await one(restored, 'contact', card)).toMatchObject({ nickname: 'سعيد' })
    const made = await next.backups.backUp(again)
    await expect(restore(older.desk, made.folder, { login: 'admin', password: PASSWORD })).rejects.toMatchObject({
      code: 'backup-newer',
    })
    expect(await extra(older, 'contact', card)).toEqual({ nickname: 'سعيد' })
  })

  it('an older PC joins an office that has what it does not know', async () => {
    const { older, newer } = await olderAndNewer()
    const hologram = await writesHologram(newer)
    await newer.api.register.register(await newerInput(newer))
    await bothSync(older, newer)
    const third = await joins(await codeOf(older, 'salma'), 'RB3')
    await third.syncs()
    expect(await waiting(third)).toEqual([{ entity: 'hologram', rowId: hologram }])
    expect(await third.registers()).toMatchObject({ urgency: 'routine' })
    expect(await third.syncs()).toMatchObject({ phase: 'idle', waiting: 0, parked: 0 })
  })
})

describe('an older server and a newer desk', () => {
  beforeEach(() => ministry.restarts())

  it('what it does not know waits there with its reason, the rest goes on, and after its update all of it goes by itself', async () => {
    const { older, newer } = await olderAndNewer()
    const card = await newer.writes({})
    const entry = await newer.api.register.register(await newerInput(newer))
    await newer.syncs()
    expect(await reasons(newer)).toEqual([])
    // An entity and a change of it; a kind of operation; an act that explains a change; fields of a letter.
    const hologram = await writesHologram(newer)
    await patches(newer, 'hologram', hologram, { depth: 9 })
    await next.forging.says(newer, [
      {
        entity: 'contact',
        id: card,
        kind: 'touch',
        fields: { city: 'Fès' },
        before: { address: '', city: '', countryCode: '' },
      },
    ])
    await annotates(newer, entry.id, 'colour', 'أزرق')
    const draft = v7()
    await newer.api.letters.reply({ id: draft, entryId: entry.id, secondLanguage: 'fr' })
    await newer.syncs()
    await patches(newer, 'letter', draft, { mood: 'رسمي' })
    const later = await newer.registers()
    expect(await newer.syncs()).toMatchObject({ phase: 'idle', reason: null, waiting: 0, parked: 5 })
    expect(await reasons(newer)).toEqual([
      'unknown-entity',
      'unknown-entity',
      'deferred',
      'deferred',
      'deferred',
      'deferred',
    ])
    await older.syncs()
    expect((await older.api.register.get({ id: later.id })).pending).toBe(false)
    // It does not say them again while nothing has changed there.
    const said = (await newer.operations()).length
    await bothSync(older, newer)
    expect((await newer.operations()).length).toBe(said)
    expect(await one(newer, 'hologram', hologram)).toMatchObject({ depth: 9 })

    await ministry.restarts(next.startServer)
    for (let round = 0; round < 3; round++) await bothSync(older, newer)
    // A step of a letter is taken again by a person, where letters are.
    expect(await newer.api.sync.parked({})).toMatchObject([
      { entity: 'letter', reason: 'deferred', refused: 'elsewhere' },
    ])
    expect(await waiting(older)).toEqual([{ entity: 'hologram', rowId: hologram }])
    expect(await older.card(card)).toMatchObject({ city: 'Fès' })
    expect(await one(newer, 'entry', entry.id)).toMatchObject({ colour: 'أزرق' })
    expect(await extra(older, 'entry', entry.id)).toMatchObject({ colour: 'أزرق' })
    for (const pc of [older, newer]) expect(new Set(await verdicts(pc))).toEqual(new Set(['whole']))
    const after = await updated(older)
    await next.office.logIn(after.desk, 'admin')
    await bothSync(after, newer)
    expect(await after.rows()).toEqual(await newer.rows())
    expect(await one(after, 'hologram', hologram)).toMatchObject({ depth: 9 })
  })

  it('what changes an entry that waits there goes after it', async () => {
    const { older, newer } = await olderAndNewer()
    const { db } = newer
    // The next version's registration makes a hologram too, in the same command.
    const write = db.write.bind(db)
    db.write = (work, turn) =>
      // What the PC does by itself meanwhile is no registration.
      write(async (tx) => {
        if (turn === 'spare') return work(tx)
        const result = await work(tx)
        const fields = { shade: '', depth: 1, entryId: null }
        await next.changes.createRow(tx, 'hologram' as 'unit', v7(), fields, next.forging.stampOf(newer))
        return result
      }, turn)
    const { id } = await newer.registers()
    db.write = write
    await newer.syncs()
    await newer.api.register.correct({ id, field: 'notes', value: 'ملاحظة', reason: 'سهو' })
    const after = await newer.registers()
    expect((await newer.syncs()).parked).toBe(2)
    await ministry.restarts(next.startServer)
    for (let round = 0; round < 2; round++) await bothSync(newer, older)
    expect(await newer.api.sync.parked({})).toEqual([])
    expect(await older.api.register.get({ id })).toMatchObject({ notes: 'ملاحظة' })
    expect((await older.api.register.get({ id: after.id })).numberText).toBe(after.numberText)
    for (const pc of [older, newer]) expect(new Set(await verdicts(pc))).toEqual(new Set(['whole']))
  })
})
