import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { VisaStep } from '../../contract/visas'
import { sql } from '../../db/core/sql'
import { answer } from '../../main/documents/protocol'
import { addUser, closeDesks, entryInput, logIn, officeDesk, same, type TestDesk } from '../fixtures/office'

let desk: TestDesk
let ids: Record<'karim' | 'leila' | 'said' | 'nabil' | 'omar', string>
let unitId: string
const folder = mkdtempSync(join(tmpdir(), 'diwan-visas-'))
beforeAll(async () => {
  desk = await officeDesk()
  unitId = (await desk.api.office.get({})).units[0]?.id ?? ''
  for (const login of ['karim', 'leila', 'nabil', 'omar']) await addUser(desk, login, ['officer'])
  await addUser(desk, 'said', ['headOfOffice'], 'secret')
  const users = await desk.api.users.list({})
  const id = (login: string): string => users.find((u) => u.login === login)?.id ?? ''
  ids = { karim: id('karim'), leila: id('leila'), said: id('said'), nabil: id('nabil'), omar: id('omar') }
  for (const login of ['karim', 'nabil'] as const) {
    const one = users.find((u) => u.login === login)
    if (one) await desk.api.users.update({ ...one, unitId })
  }
}, 60_000)
afterAll(async () => {
  await closeDesks()
  rmSync(folder, { recursive: true, force: true })
})

const newId = (): string => desk.app.session.desk.newId()
const person = (id: string): VisaStep => ({ kind: 'person', id, role: '' })
const as = (login: string): Promise<unknown> => logIn(desk, login)

/** Karim's letter, written and submitted along these. */
async function submitted(path: VisaStep[], change: object = {}): Promise<string> {
  await as('karim')
  const id = newId()
  const { updatedAt, ...made } = await desk.api.letters.create({
    ...{ id, contactId: null, kind: 'letter', layout: 'sideBySide', secondLanguage: 'fr', level: 'ordinary' },
    ...{ addressForm: { rank: 'unknown', woman: false }, name: { ar: 'جمعية الأمل', other: 'Association Amal' } },
  })
  const content = contentOf(made)
  await desk.api.letters.save({
    id,
    basedOn: updatedAt,
    content: {
      ...content,
      subject: { ar: 'دعم مالي', other: 'Soutien financier' },
      paragraphs: [{ role: 'decision', ar: 'تقررت الموافقة.', other: 'La demande est acceptée.' }],
      ...change,
    },
  })
  await desk.api.letters.submit({ id, path })
  return id
}
/** An entry somebody is to act on. */
async function assignedTo(userId: string, level: 'ordinary' | 'secret' = 'ordinary'): Promise<string> {
  await as('admin')
  const { id: entryId } = await desk.api.register.register(await entryInput(desk, { level }))
  if (level !== 'ordinary') await as('said')
  const asked = { purpose: 'action', instruction: null, text: 'للدراسة', dueOn: null } as const
  const which = { id: newId(), entryId, after: null, reason: '', inOrder: false }
  await desk.api.routing.assign({ ...asked, ...which, copies: [], to: [{ kind: 'person', id: userId }] })
  return entryId
}
type Made = Awaited<ReturnType<TestDesk['api']['letters']['get']>>
const contentOf = (l: Omit<Made, 'updatedAt'>): Parameters<TestDesk['api']['letters']['save']>[0]['content'] =>
  ({
    ...{ secondLanguage: l.secondLanguage, addressee: l.addressee, subject: l.subject, paragraphs: l.paragraphs },
    ...{ enclosures: l.enclosures, urgency: l.urgency, level: l.level, signatureMode: l.signatureMode },
    ...{ kind: l.kind, layout: l.layout, addressForm: l.addressForm },
  }) as never
const hashOf = async (id: string): Promise<string> => (await desk.api.visas.path({ id })).textHash
const give = async (id: string): Promise<unknown> => desk.api.visas.give({ id, textHash: await hashOf(id) })
const sign = async (id: string): Promise<unknown> =>
  desk.api.letters.sign({ id, seenHash: (await desk.api.letters.preview({ id })).hash })
const waits = async (tab: 'toVisa' | 'toSign' | 'toFinish', id: string): Promise<boolean> =>
  (await desk.api.letters.list({ tab })).rows.some((row) => row.id === id)
const pdfText = async (url: string): Promise<string> => {
  const response = await answer({ url, headers: { get: () => null } }, desk.app.ctx)
  const path = join(folder, 'x.pdf')
  writeFileSync(path, Buffer.from(await response.arrayBuffer()))
  return execFileSync('pdftotext', [path, '-'], { encoding: 'utf8' }).replace(/[\p{Cf}\s]/gu, '')
}

describe('W2: visas in order', () => {
  it('each in their turn, then the signature; who is not asked, or not yet, is refused, and sees no line of it', async () => {
    const id = await submitted([person(ids.leila), person(ids.omar)])
    await as('omar')
    expect(await waits('toVisa', id)).toBe(false)
    await expect(give(id)).rejects.toMatchObject({ code: 'visa-not-asked' })
    await as('said')
    expect(await waits('toSign', id)).toBe(false)
    await expect(sign(id)).rejects.toMatchObject({ code: 'visas-missing', params: { count: 2 } })
    expect((await desk.api.letters.get({ id })).maySign).toBe(false)
    await as('leila')
    expect(await waits('toVisa', id)).toBe(true)
    await give(id)
    expect(await waits('toVisa', id)).toBe(false)
    // Pressing twice is another's turn.
    await expect(give(id)).rejects.toMatchObject({ code: 'visa-not-asked' })
    await as('omar')
    expect([await waits('toVisa', id), (await desk.api.letters.counts({})).toVisa]).toEqual([true, 1])
    await give(id)
    await as('said')
    expect(await waits('toSign', id)).toBe(true)
    await sign(id)
    expect((await desk.api.visas.path({ id })).steps.map((s) => s.state)).toEqual(['given', 'given'])
  })

  it('a refusal returns it to its author with the reason; the text changed, every visa before is void', async () => {
    const id = await submitted([person(ids.leila), person(ids.omar)])
    await as('leila')
    await give(id)
    await as('omar')
    const textHash = await hashOf(id)
    await expect(desk.api.visas.refuse({ id, textHash: '0'.repeat(64), reason: 'x' })).rejects.toMatchObject({
      code: 'letter-superseded',
    })
    const back = await desk.api.visas.refuse({ id, textHash, reason: 'المبلغ غير مذكور' })
    expect(back).toMatchObject({ state: 'returned', returned: { reason: 'المبلغ غير مذكور' } })
    await as('karim')
    expect(await waits('toFinish', id)).toBe(true)
    // The same text again: the visa that was given stands, and the one that refused is asked again.
    await desk.api.letters.submit({ id })
    expect((await desk.api.visas.path({ id })).steps.map((s) => s.state)).toEqual(['given', 'waiting'])
    await desk.api.letters.withdraw({ id })
    const letter = await desk.api.letters.get({ id })
    const content = { ...contentOf(letter), subject: { ar: 'دعم مالي قدره 5000', other: 'Soutien de 5000' } }
    await desk.api.letters.save({ id, basedOn: letter.updatedAt, content })
    await desk.api.letters.submit({ id })
    const { steps, before } = await desk.api.visas.path({ id })
    expect(steps.map((s) => s.state)).toEqual(['waiting', 'ahead'])
    expect(before.map((b) => b.verdict).sort()).toEqual(['given', 'refused'])
    await as('leila')
    expect(await waits('toVisa', id)).toBe(true)
  })

  it('nobody gives their own draft a visa (A4), and a path that only its author could answer is none', async () => {
    await expect(submitted([person(ids.karim)])).rejects.toMatchObject({ code: 'visa-path-unfit' })
    await expect(submitted([person(ids.omar), person(ids.omar)])).rejects.toMatchObject({ code: 'visa-path-unfit' })
    // Asked by a role they hold, with somebody else who holds it: the other one answers.
    const id = await submitted([{ kind: 'unit', id: unitId, role: 'officer' }])
    expect(await waits('toVisa', id)).toBe(false)
    await expect(give(id)).rejects.toMatchObject({ code: 'own-draft' })
    await as('nabil')
    expect(await waits('toVisa', id)).toBe(true)
    await give(id)
  })

  it('the path the office usually goes is gone by itself, and may be changed for one letter', async () => {
    await as('said')
    const path = { id: newId(), kind: 'letter' as const, unitId, steps: [person(ids.leila)] }
    expect(await desk.api.visas.keepUsual(path)).toHaveLength(1)
    await as('karim')
    const id = newId()
    const made = await desk.api.letters.create({
      ...{ id, contactId: null, kind: 'letter', layout: 'arabic', secondLanguage: 'fr', level: 'ordinary' },
      ...{ addressForm: { rank: 'unknown', woman: false }, name: { ar: 'س', other: 'x' } },
    })
    const content = { ...contentOf(made), subject: { ar: 'م', other: '' } }
    const paragraphs = [{ role: 'decision' as const, ar: 'نص', other: '' }]
    await desk.api.letters.save({ id, basedOn: made.updatedAt, content: { ...content, paragraphs } })
    expect((await desk.api.visas.path({ id })).usual).toEqual([person(ids.leila)])
    await desk.api.letters.submit({ id })
    expect((await desk.api.visas.path({ id })).steps.map((s) => s.step)).toEqual([person(ids.leila)])
    await as('said')
    expect(await desk.api.visas.keepUsual({ ...path, steps: [] })).toEqual([])
  })

  it('many at once have an outcome each, over what was seen; none is left silently', async () => {
    const one = await submitted([person(ids.leila)])
    const other = await submitted([person(ids.leila)])
    const mine = await submitted([person(ids.omar)])
    const hidden = await submitted([person(ids.leila)], { level: 'secret', subject: { ar: 'خفي', other: 'caché' } })
    await as('leila')
    // A2: what she may not see answers as what is not there, in what would be done and in what was.
    const [unseen] = await desk.api.visas.prepare({ ids: [hidden] })
    expect(unseen).toEqual({ id: hidden, subject: '', what: null, hash: null, refused: { code: 'not-found' } })
    const [undone] = await desk.api.visas.decide({ items: [{ id: hidden, what: 'visa', hash: '0'.repeat(64) }] })
    expect(undone).toEqual({ id: hidden, subject: '', failed: { code: 'not-found' } })
    const prepared = await desk.api.visas.prepare({ ids: [one, other, mine] })
    expect(prepared.map((p) => p.what ?? p.refused?.code)).toEqual(['visa', 'visa', 'visa-not-asked'])
    const items = prepared.flatMap((p) => (p.what && p.hash ? [{ id: p.id, what: p.what, hash: p.hash }] : []))
    const changed = items.map((item, n) => (n === 1 ? { ...item, hash: '0'.repeat(64) } : item))
    const done = await desk.api.visas.decide({ items: changed })
    expect(done.map((d) => d.failed?.code ?? 'done')).toEqual(['done', 'letter-superseded'])
    await as('said')
    const [toSign] = await desk.api.visas.prepare({ ids: [one] })
    expect(toSign).toMatchObject({ what: 'signature', refused: null })
    const signed = await desk.api.visas.decide({
      items: [
        { id: one, what: 'signature', hash: toSign?.hash ?? '' },
        { id: other, what: 'signature', hash: '1'.repeat(64) },
      ],
    })
    expect(signed.map((d) => d.failed?.code ?? 'done')).toEqual(['done', 'visas-missing'])
    expect((await desk.api.letters.get({ id: one })).state).toBe('signed')
  })
})

describe('W3: delegation and absence', () => {
  const titles = {
    fromTitle: { ar: 'الوزير', fr: 'le Ministre', en: 'the Minister', es: 'el Ministro' },
    toTitle: { ar: 'الكاتب العام', fr: 'Le Secrétaire général', en: 'The Secretary-General', es: 'El Secretario' },
  }
  const delegation = (change: object = {}) => ({
    ...{ id: newId(), kind: 'byDelegation' as const, toId: ids.nabil, ...titles, fromWoman: false },
    ...{ since: '2026-11-20', until: '2026-11-21', kinds: null, unitIds: null, level: 'restricted' as const },
    ...{ act: 'قرار 2026/12', ...change },
  })

  it('prints the right formula by itself, within its dates and its scope; outside it is refused, and it ends overnight', async () => {
    const id = await submitted([])
    const secret = await submitted([], { level: 'confidential' })
    const late = await submitted([])
    await as('nabil')
    await expect(sign(id)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(desk.api.standing.delegate(delegation())).rejects.toMatchObject({ code: 'forbidden' })
    await as('said')
    await desk.api.standing.delegate(delegation())
    await as('nabil')
    expect(await desk.api.standing.mine({})).toMatchObject({ signs: [{ kind: 'byDelegation', until: '2026-11-21' }] })
    expect([await waits('toSign', id), await waits('toSign', secret)]).toEqual([true, false])
    await expect(desk.api.letters.sign({ id: secret, seenHash: '0'.repeat(64) })).rejects.toMatchObject({
      code: 'not-found',
    })
    await sign(id)
    const text = await pdfText((await desk.api.letters.preview({ id })).url)
    expect(text).toContain('PourleMinistreetpardélégation')
    expect(text).toContain('LeSecrétairegénéral')
    expect((await desk.api.letters.get({ id })).state).toBe('signed')
    // Overnight, in the office's zone: the day after its last one.
    const now = desk.clock.at
    desk.clock.at = Date.UTC(2026, 10, 21, 22, 59)
    await as('nabil')
    expect(await waits('toSign', late)).toBe(true)
    desk.clock.at = Date.UTC(2026, 10, 21, 23, 1)
    expect(await waits('toSign', late)).toBe(false)
    await expect(sign(late)).rejects.toMatchObject({ code: 'delegation-over' })
    desk.clock.at = now
    await as('said')
    const { delegations } = await desk.api.standing.list({})
    await desk.api.standing.endDelegation({ id: delegations[0]?.id ?? '' })
    await as('nabil')
    await expect(sign(late)).rejects.toMatchObject({ code: 'delegation-over' })
  })

  it('what waits for who is away waits for who stands in, said so, until the last day', async () => {
    const id = await submitted([person(ids.leila)])
    await as('omar')
    const away = { id: newId(), userId: ids.leila, standInId: ids.omar, since: '2026-11-20', until: '2026-11-20' }
    await expect(desk.api.standing.absent(away)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await waits('toVisa', id)).toBe(false)
    await as('leila')
    const { absences } = await desk.api.standing.absent(away)
    expect(absences).toMatchObject([{ state: 'inForce', standInNames: same('omar') }])
    await as('omar')
    const { rows } = await desk.api.letters.list({ tab: 'toVisa' })
    expect(rows.find((row) => row.id === id)?.forNames).toEqual(same('leila'))
    await give(id)
    const { steps } = await desk.api.visas.path({ id })
    expect(steps[0]).toMatchObject({ state: 'given', byNames: same('omar'), stoodIn: true })
    await as('leila')
    await desk.api.standing.endAbsence({ id: away.id })
  })
})

describe('W7: the handover record', () => {
  it('moves all pending work of who leaves at once: drafts, visas, usual paths, signatures end; it is printed with what its reader may see', async () => {
    await as('said')
    await desk.api.visas.keepUsual({ id: newId(), kind: null, unitId: null, steps: [person(ids.omar)] })
    await desk.api.standing.delegate({
      ...{ id: newId(), kind: 'acting', toId: ids.omar, fromWoman: false, act: 'قرار' },
      ...{ fromTitle: same('المدير'), toTitle: same('المدير'), since: '2026-11-20', until: '2026-12-20' },
      ...{ kinds: null, unitIds: null, level: 'ordinary' },
    })
    const asked = await submitted([person(ids.omar)])
    await as('omar')
    const own = newId()
    const made = await desk.api.letters.create({
      ...{ id: own, contactId: null, kind: 'letter', layout: 'arabic', secondLanguage: 'fr', level: 'ordinary' },
      ...{ addressForm: { rank: 'unknown', woman: false }, name: { ar: 'س', other: 'x' } },
    })
    await desk.api.letters.save({
      ...{ id: own, basedOn: made.updatedAt },
      content: { ...contentOf(made), subject: { ar: 'مسودة لم تكتمل', other: '' } },
    })
    const entryId = await assignedTo(ids.omar)
    // Shown to him by the head; that it may be shown to somebody else is not his to say.
    const secret = await assignedTo(ids.omar, 'secret')
    await as('omar')
    desk.clock.tick(1000)
    const pending = await desk.api.standing.pending({ fromId: ids.omar })
    const kinds = pending.map((p) => p.kind)
    expect(kinds).toEqual(expect.arrayContaining(['drafts', 'visas', 'usualPaths', 'delegations', 'assignments']))
    await as('said')
    // A4: his draft asks omar's visa, so it would wait for nobody if he took over; a level beyond theirs would, too (A2).
    const beyond = async (toId: string): Promise<number> =>
      (await desk.api.standing.pending({ fromId: ids.omar, toId })).find((p) => p.kind === 'beyond')?.count ?? 0
    expect([(await beyond(ids.karim)) > 0, await beyond(ids.said)]).toEqual([true, 0])
    await as('leila')
    const record = { id: newId(), fromId: ids.omar, toId: ids.leila, occasion: 'انتقال إلى القنصلية' }
    await expect(desk.api.standing.handOver(record)).rejects.toMatchObject({ code: 'forbidden' })
    await as('omar')
    await expect(desk.api.standing.handOver({ ...record, toId: ids.omar })).rejects.toMatchObject({
      code: 'stand-in-unfit',
    })
    await desk.api.standing.handOver(record)
    const { handovers } = await desk.api.standing.list({})
    expect(handovers.find(({ id }) => id === record.id)?.items).toContainEqual({ kind: 'stayed', count: 1 })
    expect((await desk.api.routing.basket({ basket: 'toDo' })).rows).toMatchObject([{ entryId: secret }])
    expect([await waits('toFinish', own), await waits('toVisa', asked)]).toEqual([false, false])
    // Nothing is left but what stayed.
    expect(await desk.api.standing.pending({ fromId: ids.omar })).toEqual([{ kind: 'assignments', count: 1 }])
    expect((await desk.api.standing.mine({})).signs).toEqual([])
    await as('leila')
    expect([await waits('toFinish', own), await waits('toVisa', asked)]).toEqual([true, true])
    expect((await desk.api.routing.basket({ basket: 'toDo' })).rows).toMatchObject([{ entryId, text: 'للدراسة' }])
    await give(asked)
    const { url } = await desk.api.standing.printHandover({ id: record.id })
    const text = await pdfText(url)
    expect(text).toContain('Procès-verbaldepassation')
    expect(text).toContain('omar')
    // What came after stays with whoever it comes to.
    await as('omar')
    const later = newId()
    desk.clock.tick(1000)
    await desk.api.letters.create({
      ...{ id: later, contactId: null, kind: 'letter', layout: 'arabic', secondLanguage: 'fr', level: 'ordinary' },
      ...{ addressForm: { rank: 'unknown', woman: false }, name: { ar: 'س', other: 'x' } },
    })
    expect(await waits('toFinish', later)).toBe(true)
    await as('leila')
    expect(await waits('toFinish', later)).toBe(false)
  })
})

it('the kept table says what each submitted letter waits for, whatever wrote it', async () => {
  const { read } = desk.app.session.desk.db
  const kept = await sql(read).all<{ letterId: string }>('SELECT letterId FROM letterWait ORDER BY letterId')
  const there = await sql(read).all<{ id: string }>(
    "SELECT id FROM letter WHERE state = 'submitted' AND runId IS NULL ORDER BY id",
  )
  expect(kept.map((k) => k.letterId)).toEqual(there.map((l) => l.id))
})
