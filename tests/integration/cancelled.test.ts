import { afterEach, expect, it } from 'vitest'
import { addUser, closeDesks, entryInput, logIn, officeDesk, same } from '../fixtures/office'
import { signedLetter } from '../fixtures/signed-letter'

afterEach(closeDesks)

it('a cancelled entry looks cancelled wherever it is named, and nobody answers it (I1, N3)', async () => {
  const desk = await officeDesk({ ownApprovalAllowed: true })
  const { api } = desk
  await addUser(desk, 'karim', ['officer'], 'secret')
  await addUser(desk, 'said', ['headOfOffice'], 'secret')
  await addUser(desk, 'nadia', ['clerk'])
  const letter = await signedLetter(desk)
  await logIn(desk, 'karim')
  const unitId = (await api.office.get({})).units[0]?.id ?? ''
  await api.letters.issue({ id: letter, unitId, channel: 'post' })
  const { replyTo, issuedEntryId } = await api.letters.get({ id: letter })
  const [asked, left] = [replyTo?.id ?? '', issuedEntryId ?? '']
  const said = async () => ({
    answers: (await api.register.get({ id: left })).replyTo?.cancelled,
    letter: (await api.letters.get({ id: letter })).replyTo?.cancelled,
    left: (await api.letters.get({ id: letter })).cancelled,
    rows: (await api.letters.list({ tab: 'all' })).rows.map((row) => [row.replyToCancelled, row.cancelled]),
    found: (await api.search.everywhere({ text: 'تعيين', limit: 10 })).hits.map((hit) => [hit.id, hit.cancelled]),
  })
  const before = await said()
  expect(before).toMatchObject({ answers: false, letter: false, left: false, rows: [[false, false]] })
  await logIn(desk, 'admin')
  await api.register.cancel({ id: asked, reason: 'قيد مرتين' })
  await api.register.cancel({ id: left, reason: 'أرسل خطأ' })
  expect(await said()).toMatchObject({ answers: true, letter: true, left: true, rows: [[true, true]] })
  expect(new Map((await said()).found as [string, boolean][])).toEqual(
    new Map([
      [asked, true],
      [left, true],
    ]),
  )
  // A cancelled answer is none, and what is cancelled is not answered: in the register, nor by a letter.
  expect((await api.register.get({ id: asked })).answeredBy).toEqual([])
  const outgoing = (await api.register.registers({})).find(({ kind }) => kind === 'outgoing')
  const answer = await entryInput(desk, { registerId: outgoing?.id ?? '', replyToId: asked })
  const refused = { code: 'answers-cancelled', params: { number: 'و/2026/00001' } }
  await expect(api.register.register(answer)).rejects.toMatchObject(refused)
  await logIn(desk, 'karim')
  const reply = { id: desk.app.session.desk.newId(), entryId: asked, secondLanguage: 'fr' as const }
  await expect(api.letters.reply(reply)).rejects.toMatchObject(refused)
})

it('a letter that was signed leaves, though what it answers was cancelled meanwhile (W2)', async () => {
  const desk = await officeDesk({ ownApprovalAllowed: true })
  await addUser(desk, 'karim', ['officer'], 'secret')
  await addUser(desk, 'said', ['headOfOffice'], 'secret')
  await addUser(desk, 'nadia', ['clerk'])
  const letter = await signedLetter(desk)
  await logIn(desk, 'admin')
  const { replyTo } = await desk.api.letters.get({ id: letter })
  await desk.api.register.cancel({ id: replyTo?.id ?? '', reason: 'قيد مرتين' })
  const unitId = (await desk.api.office.get({})).units[0]?.id ?? ''
  await logIn(desk, 'karim')
  expect((await desk.api.letters.issue({ id: letter, unitId, channel: 'post' })).numberText).toBe('ص/2026/00001')
})

it('a number the resumed book gave to nobody stands in the register with its reason (N3, R3)', async () => {
  const desk = await officeDesk({ registers: [{ kind: 'incoming', opening: 418 }] })
  await desk.api.register.register(await entryInput(desk))
  const [register] = await desk.api.register.registers({})
  const book = register?.books[0]?.id ?? ''
  const { desk: open } = desk.app.session
  const { setBookState } = await import('../../main/register/books')
  await open.db.write((tx) => setBookState(tx, book, 'suspended'))
  desk.clock.tick(60_000)
  await desk.api.register.resume({ bookId: book, lastSeq: 420 })
  await desk.api.register.register(await entryInput(desk))
  const filter = { registerId: register?.id ?? '', year: 2026, tab: 'all' as const, text: '' }
  const lines = await desk.api.register.rows({ ...filter, offset: 0, limit: 10 })
  expect(lines.map((line) => [line.numberText, 'void' in line && line.reason])).toEqual([
    ['و/2026/00421', false],
    ['و/2026/00420', 'restored'],
    ['و/2026/00419', 'restored'],
    ['و/2026/00418', false],
  ])
  expect(lines[1]).toMatchObject({ at: desk.clock.now(), byNames: same('المدير'), businessDate: '2026-11-20' })
  expect(await desk.api.register.outline(filter)).toMatchObject({
    total: 2,
    voids: 2,
    days: [{ date: '2026-11-20', entries: 2, cancelled: 0, voids: 2 }],
    continuity: [{ first: 418, last: 421, whole: true }],
  })
})
