import { v7 } from 'uuid'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { RunInput } from '../../contract/runs'
import { sql } from '../../db/core/sql'
import { fromRow } from '../../db/outbox/rows'
import { addUser, closeDesks, logIn } from '../fixtures/office'
import { says } from './forging'
import { blankCard, bothSync, firstPc, Ministry, secondPc, type Pc } from './stories'

let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(closeDesks)

const each = (text: string) => ({ ar: text, fr: text, en: '', es: '' })
const body = {
  ...{ subject: each('دعوة'), blocks: [{ role: 'decision', ...each('نص {{addressee}}') }], enclosures: [] },
  ...{ urgency: 'routine', level: 'ordinary', signatureMode: 'own' },
} as RunInput['body']

/** Whoever is logged in makes a run to three cards. */
async function made(pc: Pc): Promise<string> {
  const [template] = await pc.api.templates.list({})
  const ids: string[] = []
  for (const name of ['أ', 'ب', 'ج']) {
    const nameAr = { full: name, given: '', father: '', family: '', maiden: '' }
    ids.push((await pc.api.community.save({ ...blankCard, id: v7(), nameAr })).id)
  }
  const id = v7()
  await pc.api.runs.plan({
    ...{ id, name: 'x', templateId: template?.id ?? '', body, secondLanguage: 'fr', byPost: false },
    ...{
      addressForm: { rank: 'person', woman: false },
      signerTitle: { ar: '', other: '' },
      list: { kind: 'contacts', ids },
    },
  })
  await pc.api.runs.make({ id })
  return id
}
const lettersOf = async (pc: Pc, id: string) => (await pc.api.runs.letters({ id })).rows

describe('a run over the line', () => {
  it('is the same on both PCs, is issued by the one that holds the book, and by no other a second time (N3, N7)', async () => {
    const rabat = await firstPc(ministry)
    await addUser(rabat.desk, 'karim', ['officer'])
    await addUser(rabat.desk, 'said', ['headOfOffice'], 'secret')
    await addUser(rabat.desk, 'samir', ['clerk'])
    await logIn(rabat.desk, 'karim')
    const id = await made(rabat)
    await logIn(rabat.desk, 'admin')
    const lille = await secondPc(ministry, rabat, 'nadia', 'RB2', ['clerk', 'headOfRegistry'])
    await bothSync(rabat, lille)
    expect(await lettersOf(lille, id)).toEqual(await lettersOf(rabat, id))
    expect(await lille.api.runs.get({ id })).toMatchObject({ total: 3, mayGoOn: false, standing: { submitted: 3 } })

    await logIn(rabat.desk, 'said')
    const { digest } = await rabat.api.runs.toSign({ id })
    await rabat.api.runs.sign({ id, digest })
    await bothSync(rabat, lille)
    const unitId = (await lille.api.office.get({})).units[0]?.id ?? ''
    const there = lille.api.runs.issue({ id, unitId, channel: 'post' })
    await expect(there).rejects.toMatchObject({ code: 'letter-issued-elsewhere' })
    await logIn(rabat.desk, 'samir')
    expect(await rabat.api.runs.issue({ id, unitId, channel: 'post' })).toMatchObject({ done: 3, failed: [] })
    await bothSync(rabat, lille)
    expect((await lettersOf(lille, id)).map(({ numberText }) => numberText)).toEqual(
      (await lettersOf(rabat, id)).map(({ numberText }) => numberText),
    )
    expect(await lille.api.runs.issue({ id, unitId, channel: 'post' })).toMatchObject({ done: 0, of: 0 })
  })

  it('another program puts no letter of its own under somebody’s run, and writes no run in somebody’s name (A4)', async () => {
    const rabat = await firstPc(ministry)
    await addUser(rabat.desk, 'karim', ['officer'])
    await logIn(rabat.desk, 'karim')
    const id = await made(rabat)
    const [letter] = await lettersOf(rabat, id)
    const row = await sql(rabat.db.read).one<Record<string, unknown>>('SELECT * FROM letter WHERE id = ?', [
      letter?.id ?? '',
    ])
    const run = await sql(rabat.db.read).one<Record<string, unknown>>('SELECT * FROM run WHERE id = ?', [id])
    await logIn(rabat.desk, 'admin')
    const lille = await secondPc(ministry, rabat, 'nadia', 'RB2', ['officer'])
    await bothSync(rabat, lille)
    const mine = lille.desk.app.session.actor.userId
    const fields = {
      ...fromRow('letter', row ?? {}),
      draftedById: mine,
      authors: [mine],
      state: 'draft',
      submittedAt: null,
    }
    await says(lille, [{ entity: 'letter', id: v7(), kind: 'create', fields: { ...fields, runPlace: 7 } }])
    await says(lille, [{ entity: 'run', id: v7(), kind: 'create', fields: fromRow('run', run ?? {}) }])
    await says(lille, [{ entity: 'run', id, kind: 'patch', fields: { name: 'y' }, before: { name: 'x' } }])
    // The same letter without the run's name is one's own.
    await says(lille, [
      { entity: 'letter', id: v7(), kind: 'create', fields: { ...fields, runId: null, runPlace: null } },
    ])
    await lille.syncs()
    expect((await lille.outcomes()).slice(-4)).toMatchObject([
      { state: 'parked', reason: 'forbidden' },
      { state: 'parked', reason: 'forbidden' },
      { state: 'parked' },
      { state: 'sent' },
    ])
    await rabat.syncs()
    expect(await lettersOf(rabat, id)).toHaveLength(3)
  })
})
