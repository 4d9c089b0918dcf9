import { afterEach, describe, expect, it } from 'vitest'
import { answer } from '../../main/documents/protocol'
import { servePage } from '../../main/shell/page'
import { addUser, closeDesks, entryInput, logIn, officeDesk, startDesk } from '../fixtures/office'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

afterEach(closeDesks)

describe('the bridge refuses', () => {
  it.each([
    [null, 'invalid-input'],
    ['register.get', 'invalid-input'],
    [{ feature: 'register', name: 'get', input: { id: '../../x' } }, 'invalid-input'],
    [{ feature: 'register', name: 'get', input: { id: "' OR 1=1 --" } }, 'invalid-input'],
    [{ feature: 'register', name: 'toString', input: {} }, 'not-found'],
    [{ feature: 'register', name: 'constructor', input: {} }, 'not-found'],
    [{ feature: '__proto__', name: 'get', input: {} }, 'not-found'],
    [{ feature: 'register', name: 'changed', input: { ids: [] } }, 'not-found'],
    [{ feature: 'nothing', name: 'get', input: {} }, 'not-found'],
    [{ feature: 'register', name: 'rows', input: { registerId: 'x' } }, 'invalid-input'],
  ] as const)('%j', async (request, code) => {
    const desk = await officeDesk()
    expect(await desk.app.dispatch(request)).toMatchObject({ ok: false, error: { code } })
  })

  it('everything but the session before somebody has logged in', async () => {
    const desk = startDesk()
    expect(await desk.app.dispatch({ feature: 'register', name: 'registers', input: {} })).toMatchObject({
      error: { code: 'signed-out' },
    })
    expect(await desk.app.dispatch({ feature: 'session', name: 'state', input: {} })).toMatchObject({ ok: true })
  })

  it('a role what its table does not give, in the router and in the service', async () => {
    const desk = await officeDesk()
    await addUser(desk, 'officer', ['officer'])
    await addUser(desk, 'it', ['administrator'])
    const entry = await desk.api.register.register(await entryInput(desk))
    const forbidden = { code: 'forbidden' }
    await logIn(desk, 'officer')
    await expect(entryInput(desk).then(desk.api.register.register)).rejects.toMatchObject(forbidden)
    await expect(desk.api.register.cancel({ id: entry.id, reason: 'x' })).rejects.toMatchObject(forbidden)
    await expect(desk.api.users.list({})).rejects.toMatchObject(forbidden)
    await logIn(desk, 'it')
    await expect(desk.api.register.get({ id: entry.id })).rejects.toMatchObject(forbidden)
    await expect(desk.api.search.everywhere({ text: 'x', limit: 5 })).rejects.toMatchObject(forbidden)
  })

  it('to tell what went wrong inside: a bug is a report number, its message stays in main', async () => {
    const desk = await officeDesk()
    Object.assign(desk.app.session.desk.print, {
      put: () => {
        throw new Error('SQLITE_BUSY /home/x/registry.db')
      },
    })
    const entry = await desk.api.register.register(await entryInput(desk))
    const result = await desk.app.dispatch({ feature: 'register', name: 'print', input: { id: entry.id } })
    expect(result).toMatchObject({ ok: false, error: { code: 'unexpected' } })
    expect(JSON.stringify(result)).not.toMatch(/SQLITE|home/)
    expect(desk.reports).toHaveLength(1)
  })

  it('a query in the search box is words, never syntax', async () => {
    const desk = await officeDesk()
    await desk.api.register.register(await entryInput(desk))
    for (const text of ['" OR "', 'NEAR(a b)', 'words:*', '"', "'; DROP TABLE entry; --", 'a AND NOT b', '^x', '{}']) {
      await expect(desk.api.search.everywhere({ text, limit: 5 })).resolves.toBeDefined()
    }
    expect((await desk.api.register.registers({}))[0]?.books[0]?.lastSeq).toBe(1)
  })

  it('one person another’s draft', async () => {
    const desk = await officeDesk()
    await addUser(desk, 'nadia', ['clerk'])
    const { id, registerId } = await entryInput(desk)
    await desk.api.register.saveDraft({ id, registerId, body: { subject: 'mine' } })
    await logIn(desk, 'nadia')
    expect(await desk.api.register.drafts({})).toEqual([])
    await desk.api.register.saveDraft({ id, registerId, body: { subject: 'stolen' } })
    await desk.api.register.discardDraft({ id })
    await logIn(desk, 'admin')
    expect((await desk.api.register.drafts({}))[0]?.body).toEqual({ subject: 'mine' })
  })
})

describe('addresses', () => {
  it('the page is served from its folder and from nowhere else', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'diwan-page-'))
    writeFileSync(join(folder, 'index.html'), '<p>')
    const page = await servePage(folder, 'app://diwan/index.html')
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'/)
    for (const path of [
      '../../etc/passwd',
      '%2e%2e/%2e%2e/etc/passwd',
      '..%2f..%2fetc%2fhosts.html',
      'index.html/../../x.js',
      'missing.html',
    ]) {
      expect((await servePage(folder, `app://diwan/${path}`)).status).toBe(404)
    }
  })
  it('a print belongs to its reader', async () => {
    const desk = await officeDesk()
    await addUser(desk, 'nadia', ['clerk'])
    const entry = await desk.api.register.register(await entryInput(desk))
    const { url } = await desk.api.register.print({ id: entry.id })
    const request = { url, headers: { get: () => null } }
    expect((await answer(request, desk.app.ctx)).status).toBe(200)
    await logIn(desk, 'nadia')
    expect((await answer(request, desk.app.ctx)).status).toBe(404)
  })
})
