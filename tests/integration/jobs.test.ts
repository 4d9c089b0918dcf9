import { existsSync, mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Job } from '../../contract/jobs'
import type { ContactInput } from '../../contract/community'
import { sql } from '../../db/core/sql'
import { findDocuments } from '../../db/search/search'
import { setMeta } from '../../db/core/meta'
import { keepIndex } from '../../main/community/indexing'
import { asAdmin, backUp, officeWithDialog, restore } from '../fixtures/backups'
import { addUser, closeDesks, entryInput, logIn, officeDesk, pdfFile, type TestDesk } from '../fixtures/office'

afterEach(closeDesks)
/** Waits for what comes by itself, and not for ever. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await holds()); tries++) {
    if (tries > 2000) throw new Error('it did not come')
    await new Promise((done) => setTimeout(done, 2))
  }
}
const listed = (desk: TestDesk): Promise<Job[]> => desk.api.jobs.list({})
const folder = (): string => mkdtempSync(join(tmpdir(), 'diwan-jobs-'))

/** A desk whose index is to be made anew, of some hundreds of documents whose rows are long gone. */
async function deskToIndex(documents: number): Promise<TestDesk> {
  const desk = await officeDesk()
  const { db, schedule } = desk.app.session.desk
  await schedule?.close()
  await db.write(async (tx) => {
    const ids = Array.from({ length: documents }, (_, i) => i + 1)
    await sql(tx).run(
      `INSERT INTO searchDoc (docId, entity, rowId, level, at) SELECT value, 'contact', 'card ' || value, 0, 0 FROM json_each(?)`,
      [JSON.stringify(ids)],
    )
    await setMeta(tx, 'search.version', 'old')
  })
  return desk
}

describe('long work', () => {
  it('a clerk registers in the middle of it: an entry waits behind one piece of it at most', async () => {
    const desk = await deskToIndex(2000)
    const open = desk.app.session.desk
    const order: string[] = []
    const write = open.db.write.bind(open.db)
    Object.assign(open.db, {
      write: ((work, turn) => {
        const name = turn === 'spare' ? 'piece' : 'entry'
        order.push(`asked ${name}`)
        return write((tx) => {
          order.push(`begun ${name}`)
          return work(tx)
        }, turn)
      }) as typeof open.db.write,
    })
    const indexing = keepIndex(open)
    for (let i = 0; i < 5; i++) await desk.api.register.register(await entryInput(desk))
    await indexing
    let pieces = 0
    let most = 0
    let waiting = 0
    for (const said of order) {
      if (said === 'asked entry' && waiting++ === 0) pieces = 0
      if (said === 'begun entry') waiting--
      if (said === 'begun piece' && waiting > 0) most = Math.max(most, ++pieces)
    }
    expect(order.filter((said) => said === 'begun piece').length).toBeGreaterThan(10)
    expect(most).toBeLessThanOrEqual(1)
    // It was in the middle of it.
    expect(order.lastIndexOf('begun piece')).toBeGreaterThan(order.indexOf('begun entry'))
  })

  it('is seen by whoever started it and by who looks after the PC, to whom it is not said what it is about (A2)', async () => {
    const desk = await officeDesk()
    await addUser(desk, 'nadia', ['clerk'])
    await addUser(desk, 'said', ['clerk'])
    await logIn(desk, 'nadia')
    const [register] = await desk.api.register.registers({})
    await desk.api.register.verify({ registerId: register?.id ?? '', year: 2026 })
    expect(await listed(desk)).toMatchObject([
      { kind: 'proof', state: 'ended', mine: true, about: `${register?.code}/2026`, finding: 'good' },
    ])
    const [{ id } = { id: '' }] = await listed(desk)
    await logIn(desk, 'said')
    expect(await listed(desk)).toEqual([])
    await expect(desk.api.jobs.cancel({ id })).rejects.toMatchObject({ code: 'not-found' })
    await desk.api.jobs.clear({})
    await logIn(desk, 'admin')
    expect(await listed(desk)).toMatchObject([{ kind: 'proof', mine: false, about: null }])
    await desk.api.jobs.clear({})
    expect(await listed(desk)).toEqual([])
  })

  it('a scan that was refused stays in the list, with why; one that was taken does not', async () => {
    const desk = await officeDesk()
    await addUser(desk, 'nadia', ['clerk'])
    await logIn(desk, 'nadia')
    const path = folder()
    await desk.api.documents.stage({ path: pdfFile(path), keepProtected: false })
    const gone = desk.api.documents.stage({ path: join(path, 'gone.pdf'), keepProtected: false })
    await expect(gone).rejects.toMatchObject({ code: 'file-gone' })
    expect(await listed(desk)).toMatchObject([
      { kind: 'scan', state: 'failed', about: 'gone.pdf', error: { code: 'file-gone', params: { name: 'gone.pdf' } } },
    ])
  })

  it('a backup that is cancelled leaves nothing on the medium and nothing beside the vault, and the next one is whole', async () => {
    const to = folder()
    const desk = await officeDesk({}, { chooseFolder: async () => to })
    await desk.api.register.register(await entryInput(desk))
    const cut = desk.api.backup.make({})
    const outcome = cut.catch((error: unknown) => error)
    const seen = async (): Promise<boolean> => (await listed(desk)).some(({ state }) => state === 'running')
    await until(seen)
    const [job] = await listed(desk)
    await desk.api.jobs.cancel({ id: job?.id ?? '' })
    expect(await outcome).toMatchObject({ code: 'cancelled' })
    expect(await listed(desk)).toMatchObject([{ kind: 'backup', state: 'cancelled' }])
    expect(readdirSync(to)).toEqual([])
    expect(readdirSync(desk.folder).filter((name) => name.startsWith('backup.draft'))).toEqual([])
    // The log said that somebody began one; there is none for all that.
    expect(await desk.api.backup.last({})).toEqual({ at: null })
    const whole = await desk.api.backup.make({})
    expect(whole).toMatchObject({ entries: 1 })
    expect(await desk.api.backup.last({})).toEqual({ at: whole?.madeAt })
    expect((await listed(desk))[0]).toMatchObject({ kind: 'backup', state: 'ended', finding: 'good' })
  })

  it('that a log-out cut is said to have been interrupted at the next, to whoever started it', async () => {
    const to = folder()
    const desk = await officeDesk({}, { chooseFolder: async () => to })
    const outcome = desk.api.backup.make({}).catch((error: unknown) => error)
    await until(async () => (await listed(desk)).some((job) => job.step === 'database'))
    await desk.api.session.logOut({})
    expect(await outcome).toMatchObject({ code: 'signed-out' })
    await logIn(desk, 'admin')
    expect(await listed(desk)).toMatchObject([{ kind: 'backup', state: 'interrupted', mine: true }])
    await desk.api.jobs.clear({})
    await desk.api.session.logOut({})
    await logIn(desk, 'admin')
    expect(await listed(desk)).toEqual([])
  })

  it('the backup a restore came from is not said to have been interrupted: its own record lies in it', async () => {
    const desk = await officeWithDialog()
    const made = await backUp(desk)
    await restore(desk, made.folder, asAdmin)
    expect(await listed(desk)).toEqual([])
  })

  it('a backup asked for while a restore runs holds nothing up: the restore closes the vault, and the backup is told', async () => {
    const desk = await officeWithDialog()
    const made = await backUp(desk)
    const restoring = restore(desk, made.folder, asAdmin)
    await until(async () => existsSync(join(desk.folder, 'arriving')) || desk.app.session.phase !== 'open')
    const second = desk.api.backup.make({}).catch((error: unknown) => error)
    expect((await restoring).phase).toBe('open')
    expect(await second).toMatchObject({ code: 'signed-out' })
  })

  it('goes on where it was cut: an index that was half made is finished after the next log-in', async () => {
    const desk = await deskToIndex(3000)
    const open = desk.app.session.desk
    const indexing = keepIndex(open).catch((error: unknown) => error)
    await until(async () => open.jobs.list().some((job) => job.kind === 'index' && job.done > 0))
    await desk.api.session.logOut({})
    expect(await indexing).toMatchObject({ code: 'signed-out' })
    await logIn(desk, 'admin')
    const after = desk.app.session.desk
    const version = async (): Promise<string | undefined> =>
      (await sql(after.db.read).one<{ value: string }>("SELECT value FROM meta WHERE key = 'search.version'"))?.value
    await until(async () => (await version()) !== 'old')
    expect(await sql(after.db.read).one("SELECT value FROM meta WHERE key = 'search.rebuilt'")).toBeUndefined()
  })

  it('after a rename the newest entries of a correspondent are found at once, and all the others when the work is through', async () => {
    const desk = await officeDesk()
    await addUser(desk, 'nadia', ['clerk'])
    await logIn(desk, 'nadia')
    const open = desk.app.session.desk
    await open.schedule?.close()
    const id = open.newId()
    await desk.api.community.save(card(id, 'المديرية القديمة'))
    for (let i = 0; i < 130; i++) {
      desk.clock.tick(1000)
      await desk.api.register.register(await entryInput(desk, { correspondentId: id, subject: `موضوع ${i}` }))
    }
    await desk.api.community.save(card(id, 'المصلحة الجديدة'))
    const found = async (text: string): Promise<number> =>
      (await findDocuments(open.db.read, desk.app.ctx.actor, text, 'entry', 500)).length
    expect(await found('الجديدة')).toBe(100)
    await keepIndex(open)
    expect(await found('الجديدة')).toBe(130)
    expect(await found('القديمة')).toBe(0)
    expect(await sql(open.db.read).all("SELECT key FROM meta WHERE key LIKE 'search.renamed.%'")).toEqual([])
  })
})

const name = (full: string) => ({ full, given: '', father: '', family: '', maiden: '' })
const card = (id: string, nameAr: string): ContactInput => ({
  id,
  kind: 'entity',
  nameAr: name(nameAr),
  nameLatin: name(''),
  description: '',
  phone: '',
  email: '',
  address: '',
  city: '',
  countryCode: '',
  notes: '',
})
