import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { PDFDocument } from '@cantoo/pdf-lib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../../contract/errors'
import type { Arrangement } from '../../contract/pages'
import type { Entry } from '../../contract/register'
import { sql } from '../../db/core/sql'
import { verifyBooks } from '../../main/register/proof'
import { unwatched } from '../../main/jobs/work'
import { addUser, closeDesks, entryInput, logIn, officeDesk, type TestDesk } from '../fixtures/office'
import { pages, pdf, png } from '../fixtures/scans'

const signed = (name: string): string => resolve('tests/fixtures/signed', name)
let desk: TestDesk
beforeAll(async () => {
  desk = await officeDesk()
  await addUser(desk, 'nadia', ['clerk'])
  await addUser(desk, 'said', ['headOfRegistry'], 'secret')
  await addUser(desk, 'clerk2', ['clerk'], 'secret')
  await addUser(desk, 'karim', ['officer'])
  await logIn(desk, 'nadia')
})
afterAll(closeDesks)

const here = () => desk.app.session.desk
let files = 0
/** A scan whose pages draw 100, 101, … */
async function scan(count: number): Promise<string> {
  const path = join(desk.folder, `scan-${++files}.pdf`)
  const objects = pages(count)
  writeFileSync(path, pdf([...objects, `(${files})`]))
  return (await desk.api.documents.stage({ path })).id
}
const entry = async (fileIds: string[], level: Entry['level'] = 'ordinary'): Promise<Entry> =>
  desk.api.register.register(await entryInput(desk, { fileIds, level }))
const page = (fileId: string, n: number, turn: 0 | 90 | 180 | 270 = 0) => ({ fileId, page: n, turn })
const arrange = (of: Entry, change: Partial<Arrangement>) =>
  desk.api.register.arrange({
    ...{ id: of.id, fileId: of.files[0]?.id ?? '', name: 'مرتب', pages: [], absorbs: [], splitOff: null },
    ...{ withoutSignature: false, reason: 'صفحات مقلوبة', ...change },
  })
async function bytesOf(id: string): Promise<Buffer> {
  const row = await sql(here().db.read).one<{ sha256: string; fileKey: string; size: number }>(
    'SELECT sha256, fileKey, size FROM file WHERE id = ?',
    [id],
  )
  return row ? here().files.bytes(row.sha256, row.fileKey, row.size) : expect.fail('no such file')
}
const drawn = async (id: string): Promise<string[]> =>
  (await PDFDocument.load(await bytesOf(id))).getPages().map((one) => {
    // A picture's page has a list of drawings.
    const contents = one.node.Contents() as unknown as { getContentsString?(): string }
    const what = contents.getContentsString?.().trim().split(' ')[2] ?? 'picture'
    return `${what} ${one.getRotation().angle}`
  })
const current = (of: Entry): Entry['files'] => of.files.filter(({ replacedById }) => replacedById === null)
const proof = async (): Promise<unknown[]> => {
  const registers = await desk.api.register.registers({})
  const verdicts = await Promise.all(registers.map(({ id }) => verifyBooks(here(), id, 2026, unwatched)))
  return verdicts.flat().map(({ result }) => result)
}

describe('pages of a scan that were arranged', () => {
  it('are a new version with who, when and why; the old one stays and is what it was (I3, I5)', async () => {
    const fileId = await scan(3)
    const before = await bytesOf(fileId)
    const of = await entry([fileId])
    const after = await arrange(of, { pages: [page(fileId, 2), page(fileId, 0, 90)] })
    expect(after.files.map(({ version, replacedById }) => [version, replacedById === null])).toEqual([
      [2, true],
      [1, false],
    ])
    expect(await drawn(current(after)[0]?.id ?? '')).toEqual(['102 0', '100 90'])
    expect(await bytesOf(fileId)).toEqual(before)
    expect(after.acts.at(-1)).toMatchObject({
      kind: 'rescan',
      userNames: { ar: 'nadia' },
      detail: {
        reason: 'صفحات مقلوبة',
        arranged: true,
        replaces: of.files[0]?.sha256,
        file: current(after)[0]?.sha256,
        from: [of.files[0]?.sha256],
      },
    })
    expect(await proof()).toEqual(['whole', 'whole'])
    // A page that was taken out can be had back from the old version.
    const now = current(after)[0]?.id ?? ''
    const again = await arrange(of, { fileId: now, pages: [page(now, 0), page(fileId, 1)] })
    expect(await drawn(current(again)[0]?.id ?? '')).toEqual(['102 0', '101 0'])
  })

  it('of several scans are one; those it holds are older versions of it; pictures become pages (I1)', async () => {
    const [first, second] = [await scan(1), await scan(2)]
    const path = join(desk.folder, 'picture.png')
    writeFileSync(path, png(30, 20))
    const picture = (await desk.api.documents.stage({ path })).id
    const of = await entry([first, second])
    const after = await arrange(of, {
      pages: [page(first, 0), page(second, 1), page(picture, 0), page(second, 0)],
      absorbs: [second],
    })
    expect(current(after)).toHaveLength(1)
    expect(after.files.filter(({ replacedById }) => replacedById === current(after)[0]?.id)).toHaveLength(2)
    expect(await drawn(current(after)[0]?.id ?? '')).toEqual(['100 0', '101 0', 'picture 0', '100 0'])
    await desk.api.documents.discard({ id: picture })
  })

  it('split off become a scan of another entry, each with its act', async () => {
    const fileId = await scan(3)
    const [of, other] = [await entry([fileId]), await entry([])]
    const after = await arrange(of, {
      pages: [page(fileId, 0)],
      splitOff: { entryId: other.id, name: 'منفصل', pages: [page(fileId, 1), page(fileId, 2)] },
    })
    expect(await drawn(current(after)[0]?.id ?? '')).toEqual(['100 0'])
    const there = await desk.api.register.get({ id: other.id })
    expect(there.files).toMatchObject([{ name: 'منفصل.pdf', version: 1, replacedById: null }])
    expect(await drawn(there.files[0]?.id ?? '')).toEqual(['101 0', '102 0'])
    expect(there.acts.at(-1)).toMatchObject({ kind: 'rescan', detail: { replaces: null, from: [of.files[0]?.sha256] } })
    expect(await proof()).toEqual(['whole', 'whole'])
  })

  it('do not go to an entry that more people read, unless by authority (A1); a hidden one is not there (A2)', async () => {
    await logIn(desk, 'said')
    const fileId = await scan(2)
    const [secret, open, another] = [await entry([fileId], 'secret'), await entry([]), await entry([], 'secret')]
    const move = (to: Entry) =>
      arrange(secret, {
        pages: [page(fileId, 0)],
        splitOff: { entryId: to.id, name: 'x', pages: [page(fileId, 1)] },
      })
    await logIn(desk, 'clerk2')
    await expect(move(open)).rejects.toMatchObject({ code: 'level-lowered' })
    expect((await desk.api.register.get({ id: open.id })).files).toEqual([])
    await logIn(desk, 'nadia')
    await expect(move(open)).rejects.toMatchObject({ code: 'not-found' })
    const own = await scan(1)
    const mine = await entry([own])
    const theirs = { entryId: another.id, name: 'x', pages: [page(own, 0)] }
    await expect(arrange(mine, { pages: [page(own, 0)], splitOff: theirs })).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(arrange(mine, { pages: [page(own, 0), page(fileId, 0)] })).rejects.toMatchObject({ code: 'not-found' })
    await logIn(desk, 'said')
    expect(current(await move(open))).toHaveLength(1)
    await logIn(desk, 'nadia')
    expect((await desk.api.register.get({ id: open.id })).files).toHaveLength(1)
  })

  it('are refused where it may not be, and nothing is left behind', async () => {
    const fileId = await scan(2)
    const of = await entry([fileId])
    const count = async () => (await sql(here().db.read).one<{ n: number }>('SELECT count(*) AS n FROM file'))?.n
    const before = await count()
    await expect(arrange(of, { pages: [page(fileId, 2)] })).rejects.toMatchObject({ code: 'stale' })
    await expect(arrange(of, { pages: [page(fileId, 0)], reason: ' ' })).rejects.toMatchObject({
      code: 'invalid-input',
    })
    await logIn(desk, 'karim')
    await expect(arrange(of, { pages: [page(fileId, 0)] })).rejects.toMatchObject({ code: 'forbidden' })
    await logIn(desk, 'nadia')
    const after = await arrange(of, { pages: [page(fileId, 1)] })
    // Somebody else was first: it is made, and nobody takes it.
    await expect(arrange(of, { pages: [page(fileId, 0)] })).rejects.toMatchObject({ code: 'stale' })
    expect(await count()).toBe((before ?? 0) + 1)
    // I1: what was cancelled stays as it was.
    await logIn(desk, 'said')
    await desk.api.register.cancel({ id: of.id, reason: 'خطأ' })
    const now = current(after)[0]?.id ?? ''
    await expect(arrange(of, { fileId: now, pages: [page(now, 0)] })).rejects.toMatchObject({
      code: 'already-cancelled',
    })
    await logIn(desk, 'nadia')
  })

  it('a kill between what was made and the act leaves the old version, and no row (I3)', async () => {
    const fileId = await scan(2)
    const of = await entry([fileId])
    const { db } = here()
    const write = db.write.bind(db)
    let writes = 0
    let dead = (_: Error): void => undefined
    // The first write keeps what was made; the one that would say it never comes. What the PC does by itself meanwhile goes on.
    db.write = ((...work: Parameters<typeof write>) =>
      work[1] === 'spare' || ++writes === 1
        ? write(...work)
        : new Promise((_, reject) => (dead = reject))) as typeof db.write
    void arrange(of, { pages: [page(fileId, 1)] }).catch(() => undefined)
    await expect.poll(() => writes, { timeout: 10_000 }).toBeGreaterThan(1)
    db.write = write
    const stands = await desk.api.register.get({ id: of.id })
    expect(stands.files).toMatchObject([{ id: fileId, replacedById: null }])
    // A day later it is swept like any scan that no entry took.
    const staged = await sql(db.read).all<{ id: string }>(
      `SELECT id FROM file WHERE entryId IS NULL AND stagedById IS NOT NULL AND name = 'مرتب.pdf'`,
    )
    expect(staged).toHaveLength(1)
    const { sweepFiles } = await import('../../main/documents/documents')
    await sweepFiles({ ...here(), clock: { ...here().clock, now: () => desk.clock.now() + 25 * 3600_000 } })
    expect(await sql(db.read).all(`SELECT id FROM file WHERE id = ?`, [staged[0]?.id ?? ''])).toEqual([])
    dead(new AppError('signed-out'))
  })
})

describe('a signed document from outside', () => {
  const take = async (name: string) => (await desk.api.documents.stage({ path: signed(name) })).id

  it('is said to be whole, altered, or of an issuer nobody knows, and stays byte for byte', async () => {
    const fileId = await take('rsa.pdf')
    expect(await desk.api.documents.signatures({ id: fileId })).toMatchObject([{ state: 'intact', issuer: 'unknown' }])
    const altered = readFileSync(signed('rsa.pdf'))
    altered.write('418', altered.indexOf('417'), 'latin1')
    const path = join(desk.folder, 'altered.pdf')
    writeFileSync(path, altered)
    const { id } = await desk.api.documents.stage({ path })
    expect(await desk.api.documents.signatures({ id })).toMatchObject([{ state: 'altered' }])
    expect(await desk.api.documents.signatures({ id: await scan(1) })).toEqual([])
    expect(await bytesOf(fileId)).toEqual(readFileSync(signed('rsa.pdf')))
  })

  it('is trusted once an administrator says whose word is taken, and no longer when they take it back', async () => {
    const fileId = await take('two.pdf')
    const root = readFileSync(signed('root.pem')).toString('base64')
    await expect(desk.api.issuers.trust({ certificate: root })).rejects.toMatchObject({ code: 'forbidden' })
    await logIn(desk, 'admin')
    await expect(
      desk.api.issuers.trust({ certificate: Buffer.from('no certificate').toString('base64') }),
    ).rejects.toMatchObject({ code: 'certificate-unreadable' })
    const [issuer, another] = await desk.api.issuers.trust({ certificate: root })
    expect(issuer?.subject).toBe('Autorité d’essai, Direction des essais, MA')
    expect(another).toBeUndefined()
    expect(await desk.api.issuers.trust({ certificate: root })).toHaveLength(1)
    await logIn(desk, 'nadia')
    expect(await desk.api.documents.signatures({ id: fileId })).toMatchObject([
      { state: 'added', issuer: 'trusted' },
      { state: 'intact', issuer: 'trusted' },
    ])
    desk = await desk.restart()
    await logIn(desk, 'admin')
    expect(await desk.api.issuers.list({})).toEqual([issuer])
    expect(await desk.api.issuers.distrust({ fingerprint: issuer?.fingerprint ?? '' })).toEqual([])
    await logIn(desk, 'nadia')
    expect(await desk.api.documents.signatures({ id: fileId })).toMatchObject([
      { issuer: 'unknown' },
      { issuer: 'unknown' },
    ])
  })

  it('is not taken apart: a copy without signature stands beside it', async () => {
    const fileId = await take('rsa.pdf')
    const of = await entry([fileId])
    const turned = { pages: [page(fileId, 0, 90)] }
    await expect(arrange(of, turned)).rejects.toMatchObject({ code: 'file-signed-kept', params: { name: 'rsa.pdf' } })
    const other = await scan(1)
    const plain = await entry([other, await take('ec.pdf')])
    const ec = plain.files[1]?.id ?? ''
    await expect(arrange(plain, { pages: [page(other, 0), page(ec, 0)], absorbs: [ec] })).rejects.toMatchObject({
      code: 'file-signed-kept',
    })
    const after = await arrange(of, { ...turned, withoutSignature: true, name: 'نسخة بلا توقيع' })
    expect(current(after).map(({ name }) => name)).toEqual(['rsa.pdf', 'نسخة بلا توقيع.pdf'])
    expect(after.acts.at(-1)?.detail).toMatchObject({ withoutSignature: true, replaces: null })
    const copy = current(after)[1]?.id ?? ''
    expect(await desk.api.documents.signatures({ id: copy })).toEqual([])
    expect(await bytesOf(fileId)).toEqual(readFileSync(signed('rsa.pdf')))
  })
})
