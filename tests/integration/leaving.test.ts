import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { AppError } from '../../contract/errors'
import { sql } from '../../db/core/sql'
import { FileStore } from '../../main/documents/file-store'
import { USUAL_COST, deriveKey, wrap } from '../../main/session/crypto'
import { readVault } from '../../main/session/vault-file'
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
import { folder } from '../fixtures/backups'

afterEach(closeDesks)

async function deactivate(desk: TestDesk, login: string): Promise<void> {
  const person = (await desk.api.users.list({})).find((u) => u.login === login)
  if (person) await desk.api.users.update({ ...person, active: false })
}
const vaultOf = (desk: TestDesk): string => join(desk.folder, 'vault.json')

describe('somebody who leaves', () => {
  it('keeps no slot, and an old copy of the vault opens nothing of today', async () => {
    const desk = await officeDesk()
    await addUser(desk, 'nadia', ['clerk'])
    const before = readFileSync(vaultOf(desk))
    for (const old of ['replaced-2026-01-01T00-00-00', 'before-migration']) {
      mkdirSync(join(desk.folder, old), { recursive: true })
      writeFileSync(join(desk.folder, old, 'diwan.db'), 'an old copy')
    }
    await deactivate(desk, 'nadia')
    expect(readVault(vaultOf(desk)).slots.map((s) => s.login)).toEqual(['admin'])
    expect(readdirSync(desk.folder).filter((name) => /replaced|before/.test(name))).toEqual([])
    await desk.api.session.logOut({})
    const now = readFileSync(vaultOf(desk))
    writeFileSync(vaultOf(desk), before)
    await expect(logIn(desk, 'nadia')).rejects.toMatchObject({ code: expect.stringMatching(/damaged/) })
    writeFileSync(vaultOf(desk), now)
    await logIn(desk, 'admin')
  })

  it('re-keying moves neither a scan nor a number, and nobody at the desk notices', async () => {
    const desk = await officeDesk()
    await addUser(desk, 'nadia', ['clerk'])
    const { id } = await desk.api.documents.stage({ path: pdfFile(folder()) })
    const entry = await desk.api.register.register(await entryInput(desk, { fileIds: [id] }))
    await deactivate(desk, 'nadia')
    expect(desk.events.filter((e) => e.feature === 'session' && e.name === 'rekeying').at(-1)?.payload).toEqual({
      done: 1,
    })
    const [file] = entry.files
    const row = await sql(desk.app.session.desk.db.read).one<{ sha256: string; fileKey: string; size: number }>(
      'SELECT * FROM file WHERE id = ?',
      [file?.id ?? ''],
    )
    const bytes = await desk.app.session.desk.files.bytes(row?.sha256 ?? '', row?.fileKey ?? '', row?.size ?? 0)
    expect(bytes.toString()).toContain('%PDF')
    expect((await desk.api.register.register(await entryInput(desk))).number.seq).toBe(2)
    const again = await desk.restart()
    await logIn(again, 'admin')
    expect((await again.api.register.register(await entryInput(again))).number.seq).toBe(3)
  })

  it('said elsewhere, loses their slot on a PC where they are not logged in, also while it is locked', async () => {
    const desk = await officeDesk()
    const id = await addUser(desk, 'nadia', ['clerk'])
    await desk.api.session.lock({})
    const open = desk.app.session.backgroundDesk
    // As the line writes what came from the server.
    await open?.db.write((tx) => sql(tx).run('UPDATE user SET active = 0 WHERE id = ?', [id]))
    const key = readVault(vaultOf(desk)).slots[0]
    await desk.app.session.refresh()
    expect(readVault(vaultOf(desk)).slots.map((s) => s.login)).toEqual(['admin'])
    expect(readVault(vaultOf(desk)).slots[0]).not.toEqual(key)
    await logIn(desk, 'admin')
  })

  it('a kill at any point of the re-keying is finished at the next opening', async () => {
    for (const point of ['before the database', 'after the database'] as const) {
      const desk = await officeDesk()
      await addUser(desk, 'nadia', ['clerk'])
      const gone = await addUser(desk, 'karim', ['clerk'])
      const db = desk.app.session.desk.db
      const whole = db.rekey.bind(db)
      db.rekey = async (key) => {
        if (point === 'after the database') await whole(key)
        throw new Error('killed')
      }
      await expect(desk.app.session.vault.dismiss([gone])).rejects.toThrow('killed')
      const kept = readFileSync(vaultOf(desk))
      const again = await desk.restart()
      await expect(logIn(again, 'karim')).rejects.toMatchObject({ code: 'wrong-password' })
      await logIn(again, 'nadia')
      await again.api.session.logOut({})
      await logIn(again, 'admin')
      await again.api.session.logOut({})
      // What was kept of both keys in between opens nothing any more.
      writeFileSync(vaultOf(again), kept)
      await expect(logIn(again, 'admin')).rejects.toMatchObject({ code: expect.stringMatching(/damaged/) })
    }
  })
})

it('a disk too full for another key keeps nobody from working: the next opening tries again', async () => {
  const desk = await officeDesk()
  await addUser(desk, 'nadia', ['clerk'])
  const { db } = desk.app.session.desk
  db.rekey = async () => {
    throw new AppError('disk-full')
  }
  await deactivate(desk, 'nadia')
  expect((await desk.api.register.register(await entryInput(desk))).number.seq).toBe(1)
  const kept = readFileSync(vaultOf(desk))
  const again = await desk.restart()
  await logIn(again, 'admin')
  await again.api.session.logOut({})
  writeFileSync(vaultOf(again), kept)
  await expect(logIn(again, 'admin')).rejects.toMatchObject({ code: expect.stringMatching(/damaged/) })
})

describe('the vault’s file', () => {
  it('touched from outside it is not ours: another’s public key in a slot is refused, and so is an older file', async () => {
    const desk = await officeDesk()
    await addUser(desk, 'nadia', ['clerk'])
    const older = readFileSync(vaultOf(desk))
    await desk.api.session.changePassword({ current: PASSWORD, next: 'tapis girafe lune' })
    await desk.api.session.logOut({})
    const now = readFileSync(vaultOf(desk), 'utf8')
    writeFileSync(vaultOf(desk), older)
    await expect(logIn(desk, 'admin')).rejects.toMatchObject({ code: 'vault-damaged' })
    const [admin, nadia] = readVault(vaultOf(desk)).slots
    writeFileSync(vaultOf(desk), now.replace((nadia as { box: string }).box, (admin as { box: string }).box))
    await expect(desk.api.session.logIn({ login: 'admin', password: 'tapis girafe lune' })).rejects.toMatchObject({
      code: 'vault-damaged',
    })
    writeFileSync(vaultOf(desk), now)
    await desk.api.session.logIn({ login: 'admin', password: 'tapis girafe lune' })
  })

  it('many changes at once are all in it', async () => {
    const desk = await officeDesk()
    const logins = ['nadia', 'karim', 'said', 'samira']
    await Promise.all(logins.map((login) => addUser(desk, login, ['clerk'])))
    expect(
      readVault(vaultOf(desk))
        .slots.map((s) => s.login)
        .sort(),
    ).toEqual(['admin', ...logins].sort())
  })

  it('a vault of 0.1.0 opens: its slot is made stronger, its scans keep their names, its numbers their journal', async () => {
    let desk = await officeDesk({}, { passwordCost: USUAL_COST })
    const { id } = await desk.api.documents.stage({ path: pdfFile(folder()) })
    await desk.api.register.register(await entryInput(desk, { fileIds: [id] }))
    await makeOld(desk)
    desk = await desk.restart()
    await logIn(desk, 'admin')
    expect(readVault(vaultOf(desk)).slots).toMatchObject([{ kdf: { memoryKiB: 65536, passes: 3 } }])
    expect(readVault(vaultOf(desk)).slots[0]).not.toHaveProperty('sealed')
    expect((await desk.api.register.register(await entryInput(desk))).number.seq).toBe(2)
    const scans = (readdirSync(join(desk.folder, 'files'), { recursive: true }) as string[]).filter(
      (n) => n.length > 60,
    )
    expect(scans).toHaveLength(1)
    desk = await desk.restart()
    await logIn(desk, 'admin')
  })
})

/** The folder as 0.1.0 left it: the data key names the scans and stands, with the seed, under the password itself. */
async function makeOld(desk: TestDesk): Promise<void> {
  const { session } = desk.app
  const inside = session.vault as unknown as { current: { keys: { data: Buffer } } }
  const data = Buffer.from(inside.current.keys.data)
  const { seed } = (await session.vault.unlock('admin', PASSWORD)).person
  const { slots, officeId, deviceId, demonstration, recovery } = readVault(vaultOf(desk))
  const { db, files } = session.desk
  const [row] = await sql(db.read).all<{ sha256: string; size: number; fileKey: string }>('SELECT * FROM file')
  if (!row) throw new Error('no scan')
  const bytes = await files.bytes(row.sha256, row.fileKey, row.size)
  rmSync(join(desk.folder, 'files'), { recursive: true })
  const part = (at: number, length: number) => Promise.resolve(bytes.subarray(at, at + length))
  await new FileStore(join(desk.folder, 'files'), data).ensure(row, [row.fileKey], part)
  await db.write((tx) =>
    sql(tx).run("DELETE FROM meta WHERE key IN ('vault.revision', 'files.nameKey', 'journal.sealed')"),
  )
  await session.desk.journal.idle()
  await desk.close()
  const kdf = { memoryKiB: 8192, passes: 1, lanes: 1, salt: Buffer.alloc(16, 7).toString('base64') }
  const [slot] = slots
  const userId = slot?.userId ?? ''
  const plain = Buffer.concat([data, seed])
  const sealed = wrap(await deriveKey(PASSWORD, kdf), plain, `diwan slot ${officeId} ${userId}`)
  const old = {
    version: 1,
    officeId,
    deviceId,
    demonstration,
    recovery,
    slots: [{ userId, login: 'admin', kdf, sealed }],
  }
  writeFileSync(vaultOf(desk), JSON.stringify(old))
  rmSync(join(desk.folder, 'attempts.json'))
  const journal = join(desk.folder, 'numbers.log')
  writeFileSync(journal, readFileSync(journal, 'utf8').replace(/,"mac":"[^"]*"/g, ''))
}
