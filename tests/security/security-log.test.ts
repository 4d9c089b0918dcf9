import { afterEach, describe, expect, it } from 'vitest'
import { contract } from '../../contract'
import type { SecurityLine } from '../../contract/security'
import { sql } from '../../db/core/sql'
import { answer, recordLeaving } from '../../main/documents/protocol'
import {
  addUser,
  closeDesks,
  entryInput,
  logIn,
  officeDesk,
  PASSWORD,
  pdfFile,
  type TestDesk,
} from '../fixtures/office'

/** A3: what is guarded is not read, printed or copied without a line; who comes and goes, rights, keys and copies neither. */
afterEach(closeDesks)

const every = { personId: null, group: null, from: null, to: null }
const lines = async (desk: TestDesk, filter: Partial<typeof every> = {}): Promise<SecurityLine[]> =>
  (await desk.api.security.lines({ ...every, ...filter, before: null, limit: 200 })).lines
const kinds = async (desk: TestDesk): Promise<string[]> => (await lines(desk)).map((l) => l.kind).reverse()
const countOf = async (desk: TestDesk, kind: string): Promise<number> =>
  (await kinds(desk)).filter((k) => k === kind).length
const run = (desk: TestDesk, statement: string): Promise<void> =>
  desk.app.session.desk.db.write((tx) => sql(tx).run(statement))
const WRONG = 'كلمة ليست هي الصحيحة'

describe('the security log (A3)', () => {
  it('reading what is above ordinary is one line a person, thing and day; printing and copying each time', async () => {
    const desk = await officeDesk()
    const scan = await desk.api.documents.stage({ path: pdfFile(desk.folder), keepProtected: false })
    const open = await desk.api.register.register(await entryInput(desk))
    const kept = await desk.api.register.register(
      await entryInput(desk, { level: 'restricted', subject: 'سر لا يكتب في السجل', fileIds: [scan.id] }),
    )
    await desk.api.register.get({ id: open.id })
    expect(await countOf(desk, 'read')).toBe(0)
    for (let i = 0; i < 3; i++) await desk.api.register.get({ id: kept.id })
    for (let i = 0; i < 2; i++)
      await answer({ url: kept.files[0]?.url ?? '', headers: { get: () => null } }, desk.app.ctx)
    expect(await countOf(desk, 'read')).toBe(2)
    const { url } = await desk.api.register.print({ id: kept.id })
    await recordLeaving(desk.app.ctx, url, 'print')
    await recordLeaving(desk.app.ctx, url, 'print')
    await recordLeaving(desk.app.ctx, kept.files[0]?.url ?? '', 'export')
    expect(await lines(desk, {})).toMatchObject([
      { kind: 'export', entity: 'file', thing: kept.numberText, person: { ar: 'المدير' } },
      { kind: 'print', entity: 'entry', thing: kept.numberText },
      { kind: 'print' },
      { kind: 'read', entity: 'file' },
      { kind: 'read', entity: 'entry', hidden: false },
      { kind: 'logBegun' },
    ])
    desk.clock.tick(24 * 3600_000)
    const again = await desk.restart()
    await logIn(again, 'admin')
    await again.api.register.get({ id: kept.id })
    expect(await countOf(again, 'read')).toBe(3)
    expect(JSON.stringify(await lines(again))).not.toContain('سر لا يكتب')
  })

  it('a page of a list is one line with how many guarded lines it showed, once a person and day, and not given without', async () => {
    const desk = await officeDesk()
    const open = await desk.api.register.register(await entryInput(desk))
    const page = { registerId: open.registerId, year: 2026, tab: 'all', text: '', offset: 0, limit: 50 } as const
    await desk.api.register.rows(page)
    expect(await countOf(desk, 'listed')).toBe(0)
    for (const level of ['restricted', 'secret'] as const)
      await desk.api.register.register(await entryInput(desk, { level, subject: 'موضوع محجوب' }))
    for (let i = 0; i < 3; i++) await desk.api.register.rows(page)
    await desk.api.search.everywhere({ text: 'محجوب', limit: 10 })
    expect((await lines(desk)).filter((line) => line.kind === 'listed')).toMatchObject([
      { shown: 2, entity: 'entry', thing: null, person: { ar: 'المدير' } },
    ])
    const more = await desk.api.register.register(await entryInput(desk, { level: 'restricted', subject: 'سر آخر' }))
    await run(desk, `CREATE TRIGGER full BEFORE INSERT ON securityLog BEGIN SELECT RAISE(ABORT, 'SQLITE_FULL'); END`)
    await expect(desk.api.register.rows(page)).rejects.toMatchObject({ code: 'disk-full' })
    await expect(desk.api.search.everywhere({ text: 'آخر', limit: 10 })).rejects.toMatchObject({ code: 'disk-full' })
    await run(desk, 'DROP TRIGGER full')
    expect((await desk.api.search.everywhere({ text: 'آخر', limit: 10 })).hits).toMatchObject([{ id: more.id }])
    await addUser(desk, 'nadia', ['clerk'])
    await logIn(desk, 'nadia')
    await desk.api.register.rows(page)
    await logIn(desk, 'admin')
    // What is hidden from somebody was not shown to them.
    expect(await countOf(desk, 'listed')).toBe(2)
  })

  it('log-ins, refused ones too, also while nobody has the vault open; what was typed is not repeated', async () => {
    const desk = await officeDesk()
    await addUser(desk, 'nadia', ['clerk'])
    await expect(desk.api.session.logIn({ login: 'nadia', password: WRONG })).rejects.toMatchObject({
      code: 'wrong-password',
    })
    await desk.api.session.logOut({})
    await expect(desk.api.session.logIn({ login: 'nadia', password: WRONG })).rejects.toThrow()
    await expect(desk.api.session.logIn({ login: 'my.secret.password', password: WRONG })).rejects.toThrow()
    await expect(
      desk.api.session.recover({ secret: 'Q7RD-2M9X', login: 'admin', password: PASSWORD }),
    ).rejects.toMatchObject({ code: 'recovery-secret-wrong' })
    desk.clock.tick(3600_000)
    await logIn(desk, 'admin')
    expect(await lines(desk)).toMatchObject([
      { kind: 'logIn', person: { ar: 'المدير' } },
      { kind: 'recoveryRefused', reason: 'wrong' },
      { kind: 'logInRefused', person: null, reason: 'wrong' },
      { kind: 'logInRefused', person: { ar: 'nadia' }, reason: 'wrong' },
      { kind: 'logOut', person: { ar: 'المدير' } },
      { kind: 'logInRefused', person: { ar: 'nadia' } },
      { kind: 'passwordSet', subject: { ar: 'nadia' } },
      { kind: 'personAdded', subject: { ar: 'nadia' } },
      { kind: 'logBegun' },
    ])
    expect(JSON.stringify(await sql(desk.app.session.desk.db.read).all('SELECT * FROM securityLog'))).not.toContain(
      'secret.password',
    )
    expect(await desk.api.security.verify({})).toMatchObject({ result: 'whole', lines: 9 })
  })

  it('rights, passwords, levels, and who asks for less: by person, kind and day', async () => {
    const desk = await officeDesk()
    const nadia = await addUser(desk, 'nadia', ['clerk'])
    await desk.api.users.setPassword({ id: nadia, password: PASSWORD })
    const user = (await desk.api.users.list({})).find((u) => u.id === nadia)
    if (!user) throw new Error('nadia is gone')
    await desk.api.users.update({ ...user, roles: ['officer'] })
    const { id } = await desk.api.register.register(await entryInput(desk, { level: 'secret' }))
    await desk.api.register.correct({ id, field: 'level', value: 'ordinary', reason: 'x' })
    expect((await lines(desk, { group: 'rights' as never })).map((l) => l.kind)).toEqual([
      'levelLowered',
      'personChanged',
      'personAdded',
    ])
    expect((await lines(desk, { personId: nadia as never })).map((l) => l.kind)).toEqual([
      'personChanged',
      'passwordSet',
      'passwordSet',
      'personAdded',
    ])
    const today = '2026-11-20' as never
    expect(await lines(desk, { from: today, to: today })).toHaveLength((await lines(desk)).length)
    expect(await lines(desk, { to: '2026-11-19' as never })).toEqual([])
    const { url } = await desk.api.security.export(every)
    const table = await answer({ url, headers: { get: () => null } }, desk.app.ctx)
    expect(table.headers.get('content-type')).toBe('text/csv')
    expect((await table.text()).split('\r\n')).toHaveLength((await lines(desk)).length + 2)
    expect(await countOf(desk, 'logExported')).toBe(1)
  })

  it('names what was read as far as its reader may see it (A2)', async () => {
    const desk = await officeDesk()
    const kept = await desk.api.register.register(await entryInput(desk, { level: 'secret' }))
    await desk.api.register.get({ id: kept.id })
    await addUser(desk, 'karim', ['administrator'], 'ordinary')
    await logIn(desk, 'karim')
    const read = (await lines(desk)).find((l) => l.kind === 'read')
    expect(read).toMatchObject({ thing: null, hidden: true, person: { ar: 'المدير' } })
    expect(JSON.stringify(await lines(desk))).not.toContain(kept.numberText)
    expect(JSON.stringify(await lines(desk))).not.toContain(kept.id)
  })

  it('nobody edits it: no call of the bridge writes in it, and SQLite refuses to change or take a line', async () => {
    expect(Object.entries(contract.security).map(([name, call]) => `${call.kind} ${name}`)).toEqual([
      'query lines',
      'query verify',
      'command export',
    ])
    const desk = await officeDesk()
    await addUser(desk, 'nadia', ['clerk', 'officer', 'headOfOffice', 'headOfRegistry', 'socialWorker'])
    await expect(run(desk, `UPDATE securityLog SET kind = 'logIn'`)).rejects.toThrow(/written once/)
    await expect(run(desk, 'DELETE FROM securityLog')).rejects.toThrow(/written once/)
    await logIn(desk, 'nadia')
    await expect(lines(desk)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(desk.api.security.export(every)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('a line changed, taken out or cut off beside the program is found', async () => {
    const desk = await officeDesk()
    for (const login of ['nadia', 'karim', 'said']) await addUser(desk, login, ['clerk'])
    expect(await desk.api.security.verify({})).toEqual({ result: 'whole', at: null, lines: 7 })
    const trigger = (verb: string): Promise<void> => run(desk, `DROP TRIGGER "securityLog_never_${verb}"`)
    await trigger('DELETE')
    await run(desk, 'DELETE FROM securityLog WHERE position = 7')
    expect(await desk.api.security.verify({})).toMatchObject({ result: 'truncated', at: 7 })
    await run(desk, 'DELETE FROM securityLog WHERE position = 2')
    expect(await desk.api.security.verify({})).toMatchObject({ result: 'altered', at: 2 })
    await trigger('UPDATE')
    await run(desk, `UPDATE securityLog SET userId = NULL WHERE position = 1`)
    expect(await desk.api.security.verify({})).toMatchObject({ result: 'altered', at: 1 })
  })

  it('a restore says who, and which lines went with what it replaced; the log is whole, and so is its undoing', async () => {
    let chosen: string | null = null
    const desk = await officeDesk({}, { chooseFolder: async () => chosen })
    chosen = desk.folder
    const backup = await desk.api.backup.make({})
    await addUser(desk, 'nadia', ['clerk'])
    await addUser(desk, 'karim', ['clerk'])
    chosen = backup?.folder ?? ''
    const { token } = (await desk.api.backup.choose({})) ?? { token: '' }
    await expect(desk.api.backup.restore({ token, by: { login: 'admin', password: WRONG } })).rejects.toMatchObject({
      code: 'wrong-password',
    })
    desk.clock.tick(3600_000)
    await desk.api.backup.restore({ token, by: { login: 'admin', password: PASSWORD } })
    expect(await lines(desk)).toMatchObject([
      { kind: 'logIn' },
      { kind: 'restored', reason: 'password', lost: 6, person: { ar: 'المدير' } },
      { kind: 'backup' },
      { kind: 'logBegun' },
    ])
    expect(await desk.api.security.verify({})).toMatchObject({ result: 'whole', lines: 4 })
    await desk.api.backup.undo({})
    await logIn(desk, 'admin')
    expect(await countOf(desk, 'restored')).toBe(1)
    expect(await desk.api.security.verify({})).toMatchObject({ result: 'whole' })
  })
})
