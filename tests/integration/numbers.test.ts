import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { closeDesks, entryInput, logIn, newOffice, officeDesk, startDesk, type TestDesk } from '../fixtures/office'

afterEach(closeDesks)
const journalOf = (desk: TestDesk): string => join(desk.folder, 'numbers.log')
const linesOf = (desk: TestDesk): { book: string; seq: number }[] =>
  readFileSync(journalOf(desk), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { book: string; seq: number })

describe('the number journal (R3)', () => {
  it('a forged line suspends nothing', async () => {
    let desk = await officeDesk()
    await desk.api.register.register(await entryInput(desk))
    await desk.close()
    const [line] = linesOf(desk)
    const forged = { ...line, seq: 900 }
    writeFileSync(journalOf(desk), readFileSync(journalOf(desk), 'utf8') + `${JSON.stringify(forged)}\n`)
    desk = await desk.restart()
    await logIn(desk, 'admin')
    expect((await desk.api.register.register(await entryInput(desk))).number.seq).toBe(2)
    const { mac: _mac, ...bare } = forged as typeof forged & { mac: string }
    await desk.close()
    writeFileSync(journalOf(desk), `${JSON.stringify(bare)}\n`)
    desk = await desk.restart()
    await logIn(desk, 'admin')
    expect((await desk.api.register.register(await entryInput(desk))).number.seq).toBe(3)
  })

  it('a number whose line a kill took is written at the next opening', async () => {
    let desk = await officeDesk()
    await desk.api.register.register(await entryInput(desk))
    await desk.close()
    const before = readFileSync(journalOf(desk))
    desk = await desk.restart()
    await logIn(desk, 'admin')
    await desk.api.register.register(await entryInput(desk))
    await desk.close()
    // As a kill within 25 ms of the number leaves it.
    writeFileSync(journalOf(desk), before)
    desk = await desk.restart()
    await logIn(desk, 'admin')
    await desk.close()
    expect(Math.max(...linesOf(desk).map((line) => line.seq))).toBe(2)
    rmSync(journalOf(desk))
    desk = await desk.restart()
    await logIn(desk, 'admin')
    await desk.close()
    expect(Math.max(...linesOf(desk).map((line) => line.seq))).toBe(2)
  })
})

describe('founding', () => {
  it('never deletes the numbers of an earlier office: they go aside', async () => {
    const earlier = await officeDesk()
    await earlier.api.register.register(await entryInput(earlier))
    await earlier.close()
    const journal = readFileSync(journalOf(earlier), 'utf8')
    for (const name of ['vault.json', 'diwan.db']) rmSync(join(earlier.folder, name))
    const desk = startDesk({ folder: earlier.folder })
    expect((await desk.api.session.state({})).phase).toBe('empty')
    await desk.api.session.createOffice(newOffice())
    expect(readFileSync(join(desk.folder, 'earlier-1', 'numbers.log'), 'utf8')).toBe(journal)
  })

  it('a database whose vault file is gone is no first run, and nothing is founded over it', async () => {
    const earlier = await officeDesk()
    await earlier.close()
    rmSync(join(earlier.folder, 'vault.json'))
    const desk = startDesk({ folder: earlier.folder })
    expect((await desk.api.session.state({})).phase).toBe('closed')
    await expect(logIn(desk, 'admin')).rejects.toMatchObject({ code: 'vault-damaged' })
    await expect(desk.api.session.createOffice(newOffice())).rejects.toMatchObject({ code: 'office-exists' })
  })

  it('killed midway leaves nothing, and an office can be founded', async () => {
    const cut = await officeDesk()
    await cut.close()
    // As a kill leaves it before the vault's file is written.
    rmSync(join(cut.folder, 'vault.json'))
    writeFileSync(join(cut.folder, 'founding'), '')
    const desk = startDesk({ folder: cut.folder })
    expect((await desk.api.session.state({})).phase).toBe('empty')
    await desk.api.session.createOffice(newOffice())
    expect(existsSync(join(desk.folder, 'founding'))).toBe(false)
    expect(readdirSync(desk.folder)).toContain('vault.json')
  })

  it('the printed secret is shown again to its founder until they have put it away, and to nobody else', async () => {
    let desk = startDesk()
    const { recoverySecret } = await desk.api.session.createOffice(newOffice())
    expect(await desk.api.session.state({})).toMatchObject({ secretUnseen: true })
    await desk.api.session.lock({})
    expect(await desk.api.session.state({})).toMatchObject({ secretUnseen: false })
    await expect(desk.api.session.recoverySecret({})).rejects.toMatchObject({ code: 'signed-out' })
    desk = await desk.restart()
    await logIn(desk, 'admin')
    expect(await desk.api.session.recoverySecret({})).toEqual({ recoverySecret })
    expect(await desk.api.session.secretKept({})).toMatchObject({ secretUnseen: false })
    await expect(desk.api.session.recoverySecret({})).rejects.toMatchObject({ code: 'forbidden' })
    desk = await desk.restart()
    await logIn(desk, 'admin')
    expect(await desk.api.session.state({})).toMatchObject({ secretUnseen: false })
    expect(readFileSync(join(desk.folder, 'vault.json'), 'utf8')).toContain('"unseen": null')
  })
})
