import fc from 'fast-check'
import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { AppError } from '../../contract/errors'
import { openLog } from '../../main/shell/log'
import { Crashes } from '../../main/support/crashes'
import { diagnostics } from '../../main/support/diagnostics'
import { runningHere } from '../../main/support/handlers'
import { closeDesks, entryInput, officeDesk, pdfFile, same } from '../fixtures/office'
import { blankCard, named } from '../sync/stories'

afterEach(closeDesks)

/** Words nobody says by chance: what of the office they stand for is their place. */
const words = (seed: number): ((place: string) => string) => {
  const letters = fc.sample(
    fc.string({ unit: fc.constantFrom(...'bcdfghjklmnpqrstvwxyz'), minLength: 12, maxLength: 12 }),
    { seed, numRuns: 60 },
  )
  const given: string[] = []
  return Object.assign(
    (place: string) => {
      const word = letters[given.length] ?? `zz${place}zz`
      given.push(word)
      return word
    },
    { given },
  )
}

describe('the diagnostic bundle', () => {
  it.each([1, 20, 300])('nothing of the office is in it, whatever stands in the office (seed %i)', async (seed) => {
    const secret = words(seed) as ReturnType<typeof words> & { given: string[] }
    const password = `${secret('password')} ${secret('password')}`
    const desk = await officeDesk({
      names: same(secret('office')),
      ministry: { ar: [secret('ministry')], other: [secret('ministry')] },
      place: { ar: secret('place'), other: secret('place') },
      units: [same(secret('unit'))],
      administrator: { login: secret('login').slice(0, 10), password, names: same(secret('person')) },
    })
    const { session } = desk.app
    await desk.api.users.add({
      login: secret('login'),
      password,
      names: same(secret('person')),
      roles: ['clerk', 'headOfRegistry'],
      clearance: 'secret',
      unitId: null,
    })
    const me = (await desk.api.users.list({}))[0]
    if (me)
      await desk.api.users.update({
        ...me,
        roles: ['administrator', 'clerk', 'officer', 'headOfRegistry'],
        clearance: 'secret',
      })
    const card = session.desk.newId()
    await desk.api.community.save({
      ...blankCard,
      id: card,
      nameAr: named(secret('correspondent')),
      phone: secret('phone'),
      email: `${secret('mail')}@example.org`,
      address: secret('address'),
      city: secret('city'),
      notes: secret('notes'),
    })
    const at = desk.folder
    const file = await desk.api.documents.stage({ path: pdfFile(at, `${secret('file')}.pdf`, secret('content')) })
    const input = await entryInput(desk, {
      correspondentId: card,
      subject: secret('subject'),
      notes: secret('notes'),
      reference: secret('reference'),
      fileIds: [file.id],
    })
    const entry = await desk.api.register.register(input)
    await desk.api.register.correct({
      id: entry.id,
      field: 'subject',
      value: secret('subject'),
      reason: secret('reason'),
    })
    await desk.api.letters.reply({ id: session.desk.newId(), entryId: entry.id, secondLanguage: 'fr' })
    await desk.api.search.everywhere({ text: secret('search'), limit: 5 })
    await session.desk.jobs
      .run({ kind: 'proof', byId: null, about: secret('about') }, async () => {
        throw new AppError('not-found', { name: secret('parameter') })
      })
      .catch(() => undefined)

    // Faults whose messages say everything, in the log and among the crashes.
    mkdirSync(join(at, 'logs'), { recursive: true })
    const log = openLog(join(at, 'logs'))
    const crashes = new Crashes(join(at, 'crashes'), runningHere(), () => desk.clock.now())
    const faults = [
      new Error(
        `${secret('message')}\n    at ${secret('function')} (/home/${secret('user')}/out/main/${secret('file')}.js:1:1)`,
      ),
      Object.assign(new TypeError(secret('message')), {
        code: secret('code').slice(0, 5),
        path: `/home/${secret('user')}/x`,
        query: secret('sql'),
      }),
      new AppError('login-taken', { login: secret('login') }),
      Object.assign(new Error('x'), {
        name: secret('name'),
        stack: `Error\n    at run (C:\\Users\\${secret('user')}\\${secret('file')}.js:1:1)`,
      }),
    ]
    for (const err of faults) {
      log.error({ reportId: 'ab12cd34', err, input: secret('input'), more: secret('more') }, secret('words'))
      crashes.keep('main', { error: err })
    }
    appendFileSync(
      join(at, 'logs/diwan.log'),
      `${secret('torn')} {"time":1,"reportId":"${secret('id')}","err":{"type":"${secret('type')}"}}\n`,
    )

    const { text, url } = await desk.api.support.diagnostics({})
    const kept = await desk.api.support.crashes({})
    expect(kept.reports).toHaveLength(4)
    for (const all of [text, JSON.stringify(kept)]) {
      const whole = all.toLowerCase()
      expect(secret.given.filter((word) => whole.includes(word.toLowerCase()))).toEqual([])
      const ids = [entry.id, card, file.id, session.desk.device.id, session.desk.office.id, session.actor.userId]
      expect(ids.filter((id) => whole.includes(id))).toEqual([])
      expect(all).not.toMatch(/[^\x20-\x7e\n]/)
    }
    expect(text).not.toContain(desk.folder)
    // And what it is for is there.
    expect(text).toMatch(/# office\ncountry MA/)
    expect(text).toMatch(/# line\nphase unenrolled\nreason none\nwaiting \d+/)
    expect(text).toMatch(/\nentry fewer than 10\n/)
    expect(text).toMatch(/\nproof failed not-found /)
    expect(text).toMatch(/ab12cd34\n {2}error TypeError/)
    expect(text).toMatch(/error Error login-taken|error AppError login-taken/)
    expect(text.length).toBeLessThan(60_000)
    expect(url).toMatch(/^diwan:\/\/print\//)
    expect(desk.reports).toEqual([])
  })

  it('from outside, of an office nobody opened or of none at all, it says what can be said', async () => {
    const desk = await officeDesk()
    const text = await diagnostics(desk.app.support, null)
    expect(text).toMatch(/^# program\ndiwan .*\nschema \d+\n.*# disk\nfree .* MB\ndatabase .* MB\n.*# log\nnothing\n$/s)
    expect(text).not.toContain('# office')
    const nowhere = { ...desk.app.support, folder: '/nowhere/at/all', logFile: '/nowhere/diwan.log' }
    expect(await diagnostics(nowhere, null)).toMatch(/free unknown\ndatabase none/)
  })
})
