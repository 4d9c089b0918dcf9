import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync, zipSync, type Zippable } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signedText } from '../../domain/exchange/capsule'
import { sha256 } from '../../domain/hash'
import type { Looked } from '../../contract/exchange'
import { isVoid, type Entry } from '../../contract/register'
import { addUser, closeDesks, entryInput, logIn, officeDesk, pdfFile, same, type TestDesk } from '../fixtures/office'

/** 1,000 on demand: DIWAN_CAPSULES=1000. */
const MANY = Number(process.env['DIWAN_CAPSULES'] ?? 30)

type Office = { desk: TestDesk; folder: string; incoming: string; outgoing: string; unit: string; saved: () => string }
let rabat: Office
let lyon: Office

async function office(name: string): Promise<Office> {
  const folder = mkdtempSync(join(tmpdir(), 'diwan-capsules-'))
  let last = ''
  const desk = await officeDesk(
    { names: same(name) },
    { chooseFolder: async () => folder, chooseSave: async (suggested) => (last = join(folder, suggested)) },
  )
  await addUser(desk, 'nadia', ['clerk'], 'secret')
  await addUser(desk, 'karim', ['officer'])
  await logIn(desk, 'nadia')
  const registers = await desk.api.register.registers({})
  const of = (kind: string): string => registers.find((one) => one.kind === kind)?.id ?? ''
  const unit = (await desk.api.office.get({})).units[0]?.id ?? ''
  return { desk, folder, incoming: of('incoming'), outgoing: of('outgoing'), unit, saved: () => last }
}
/** An administrator reads the other's fingerprint aloud and accepts it. */
async function acceptEachOther(one: Office, other: Office): Promise<void> {
  await other.desk.api.exchange.present({})
  await logIn(one.desk, 'admin')
  const [card] = await one.desk.api.exchange.open({ paths: [other.saved()] })
  const { own } = await other.desk.api.exchange.offices({})
  await one.desk.api.exchange.accept({ token: card?.token ?? '', fingerprint: own ?? '' })
  await logIn(one.desk, 'nadia')
}
beforeAll(async () => {
  rabat = await office('وزارة الجالية بالرباط')
  lyon = await office('القنصلية العامة بليون')
  await acceptEachOther(lyon, rabat)
  await acceptEachOther(rabat, lyon)
})
afterAll(async () => {
  await closeDesks()
  for (const { folder } of [rabat, lyon]) rmSync(folder, { recursive: true, force: true })
})

async function registered({ desk, outgoing, folder }: Office, change: object = {}, scan = ''): Promise<Entry> {
  const input = { ...(await entryInput(desk)), registerId: outgoing, ...change }
  if (scan === '') return desk.api.register.register(input)
  const file = await desk.api.documents.stage({ path: pdfFile(folder, `${scan}.pdf`, scan), keepProtected: false })
  return desk.api.register.register({ ...input, fileIds: [file.id] })
}
async function sent(from: Office, entry: Entry): Promise<string> {
  const answer = await from.desk.api.exchange.send({ ids: [entry.id] })
  expect(answer?.outcomes).toMatchObject([{ of: entry.id, reason: null }])
  return from.saved()
}
const look = ({ desk }: Office, ...paths: string[]): Promise<Looked[]> => desk.api.exchange.open({ paths })
const lines = async ({ desk, incoming }: Office): Promise<number> =>
  (await desk.api.register.outline({ registerId: incoming, year: 2026, tab: 'all', text: '' })).total
const take = (to: Office, looked: Looked[]) =>
  to.desk.api.exchange.register({
    ...{ tokens: looked.map(({ token }) => token), registerId: to.incoming, unitId: to.unit },
  })

describe('a letter from office to office', () => {
  it('arrives as it left, with its scans, and is registered without a word typed; the loop closes', async () => {
    const subject = 'دعوة إلى «الملتقى» & قائمة <الحضور> / Liste des invités'
    const parts = { subject, languages: ['ar', 'fr'], urgency: 'urgent', enclosureCount: 2 }
    const entry = await registered(rabat, parts, 'دعوة')
    const [looked] = await look(lyon, await sent(rabat, entry))
    expect(looked).toMatchObject({
      ...{ state: 'new', accepted: true, subject, number: entry.numberText, documents: 1, entry: null },
      names: same('وزارة الجالية بالرباط'),
    })
    const taken = await lyon.desk.api.exchange.take({ token: looked?.token ?? '', registerId: lyon.incoming })
    expect(taken).toMatchObject({ reference: entry.numberText, letterDate: '2026-11-12', subject, urgency: 'urgent' })
    const { correspondent, files, ...typed } = taken
    const input = { ...(await entryInput(lyon.desk)), ...typed, fileIds: files.map(({ id }) => id) }
    const arrived = await lyon.desk.api.register.register({ ...input, correspondentId: correspondent.id })
    expect(arrived).toMatchObject({
      subject,
      languages: ['ar', 'fr'],
      correspondent: { nameAr: 'وزارة الجالية بالرباط' },
    })
    expect(arrived.files[0]?.sha256).toBe(entry.files[0]?.sha256)

    await lyon.desk.api.exchange.acknowledge({ ids: [arrived.id] })
    const [answer] = await look(rabat, lyon.saved())
    expect(answer).toMatchObject({ state: 'acknowledgement', entry: { id: entry.id } })
    expect(await take(rabat, [answer as Looked])).toMatchObject([{ entry: { numberText: entry.numberText } }])
    expect(await rabat.desk.api.exchange.ofEntry({ id: entry.id })).toMatchObject([
      { direction: 'out', acknowledged: { number: arrived.numberText, names: same('القنصلية العامة بليون') } },
    ])
    // Said once.
    expect((await look(rabat, lyon.saved()))[0]?.state).toBe('acknowledged')
    expect(await take(rabat, [answer as Looked])).toMatchObject([{ entry: null, reason: { code: 'capsule-known' } }])
  })

  it(`${MANY} of them: none retyped, none doubled, and sent twice they give nothing new (C3, N3)`, async () => {
    const before = await lines(lyon)
    const entries: Entry[] = []
    for (let i = 0; i < MANY; i++)
      entries.push(await registered(rabat, { subject: `مراسلة رقم ${i}` }, i % 10 ? '' : `s${i}`))
    const ids = entries.map(({ id }) => id)
    const files = async (): Promise<string[]> => {
      for (const name of readdirSync(rabat.folder)) if (name.endsWith('.diwan-letter')) rmSync(join(rabat.folder, name))
      const answer = await rabat.desk.api.exchange.send({ ids })
      expect(answer?.outcomes.filter(({ reason }) => reason !== null)).toEqual([])
      return readdirSync(rabat.folder).flatMap((name) =>
        name.endsWith('.diwan-letter') ? [join(rabat.folder, name)] : [],
      )
    }
    const first = await files()
    expect(first.length).toBe(MANY)
    const bytes = first.map((path) => readFileSync(path))
    const looked = await look(lyon, ...first)
    expect(looked.filter(({ state }) => state !== 'new')).toEqual([])
    const outcomes = await take(lyon, looked)
    expect(outcomes.filter(({ entry }) => entry === null)).toEqual([])
    expect(await lines(lyon)).toBe(before + MANY)
    // The same files, and the same letters sent again: byte for byte what left before, and each leads to its entry.
    const again = await files()
    expect(again.map((path) => readFileSync(path).equals(bytes[first.indexOf(path)] as Buffer)).every(Boolean)).toBe(
      true,
    )
    const known = await look(lyon, ...again)
    expect(new Set(known.map(({ state }) => state))).toEqual(new Set(['known']))
    const found = new Map(outcomes.map(({ entry }, i) => [looked[i]?.number, entry?.id]))
    expect(known.every(({ number, entry }) => found.get(number) === entry?.id)).toBe(true)
    expect(new Set((await take(lyon, known)).map(({ reason }) => reason?.code))).toEqual(new Set(['capsule-known']))
    // Looked at before, registered twice at once.
    expect(new Set((await take(lyon, looked)).map(({ reason }) => reason?.code))).toEqual(new Set(['capsule-known']))
    expect(await lines(lyon)).toBe(before + MANY)
    const [line] = await lyon.desk.api.register.rows({
      ...{ registerId: lyon.incoming, year: 2026, tab: 'all', text: '', offset: 0, limit: 1 },
    })
    if (!line || isVoid(line) || line.hidden) throw new Error('no line')
    expect(line.reference).toBe(looked.at(-1)?.number)
    expect(await lyon.desk.api.register.verify({ registerId: lyon.incoming, year: 2026 })).toMatchObject([
      { result: 'whole' },
    ])
  }, 600_000)

  it('one that was corrected since says so, and is no second entry', async () => {
    const entry = await registered(rabat, { subject: 'قبل' })
    await take(lyon, await look(lyon, await sent(rabat, entry)))
    await rabat.desk.api.register.correct({ id: entry.id, field: 'subject', value: 'بعد', reason: 'سهو' })
    const [revised] = await look(lyon, await sent(rabat, entry))
    expect(revised).toMatchObject({ state: 'revised', subject: 'بعد' })
    expect(await take(lyon, [revised as Looked])).toMatchObject([{ reason: { code: 'capsule-known' } }])
  })

  it('A1, A3: what is secret does not leave; what is restricted is recorded and bears who handed it over', async () => {
    const secret = await registered(rabat, { level: 'confidential' })
    const answer = await rabat.desk.api.exchange.send({ ids: [secret.id] })
    expect(answer?.outcomes).toMatchObject([{ entry: null, reason: { code: 'capsule-level' } }])
    const file = await sent(rabat, await registered(rabat, { level: 'restricted' }))
    expect(Buffer.from(unzipSync(readFileSync(file))['capsule.xml'] ?? []).toString()).toContain('handedBy="nadia"')
    await logIn(rabat.desk, 'admin')
    const asked = { personId: null, group: null, from: null, to: null, before: null, limit: 20 }
    const { lines: log } = await rabat.desk.api.security.lines(asked)
    expect(log.filter(({ kind, entity }) => kind === 'export' && entity === 'entry').length).toBe(1)
    await logIn(rabat.desk, 'nadia')
  })
})

describe('a file nobody should believe', () => {
  let file = ''
  let parts: Record<string, Uint8Array>
  const made = (change: Zippable, without: string[] = []): string => {
    const path = join(lyon.folder, 'made.diwan-letter')
    const kept = Object.fromEntries(Object.entries(parts).filter(([name]) => !without.includes(name)))
    writeFileSync(path, zipSync({ ...kept, ...change }, { level: 9 }))
    return path
  }
  const why = async (path: string): Promise<string | undefined> => {
    const before = await lines(lyon)
    const [looked] = await look(lyon, path)
    expect(await lines(lyon)).toBe(before)
    return looked?.reason?.code ?? looked?.state
  }
  beforeAll(async () => {
    file = await sent(rabat, await registered(rabat, { subject: 'موضوع أصلي' }, 'أصل'))
    parts = unzipSync(readFileSync(file))
  })
  const xml = (): string => Buffer.from(parts['capsule.xml'] ?? []).toString()
  const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text))
  const newId = (): string => lyon.desk.app.session.desk.newId()

  it('altered, cut, or something else', async () => {
    expect(await why(file)).toBe('new')
    expect(await why(made({ 'capsule.xml': bytes(xml().replace('أصلي', 'آخر')) }))).toBe('capsule-altered')
    expect(await why(made({}, ['signature.json']))).toBe('capsule-damaged')
    expect(await why(made({ 'signature.json': bytes('{') }))).toBe('capsule-altered')
    // So deep that whoever follows it comes to no end: it keeps no other file back.
    const deep = `{"x":${'['.repeat(150_000)}${']'.repeat(150_000)}}`
    const lineage = `{"officeId":"${newId()}","root":"","device":{"id":"${newId()}","fields":${deep}},"keys":[]}`
    expect(await why(made({ 'signature.json': bytes(`{"signature":"","lineage":${lineage}}`) }))).toBe(
      'capsule-altered',
    )
    expect(await why(lyon.folder)).toBe('capsule-damaged')
    const cut = join(lyon.folder, 'cut.diwan-letter')
    writeFileSync(cut, readFileSync(file).subarray(0, 900))
    expect(await why(cut)).toBe('capsule-damaged')
    expect(await why(pdfFile(lyon.folder))).toBe('capsule-damaged')
    expect(await why(join(lyon.folder, 'nothing.diwan-letter'))).toBe('file-gone')
  })

  it('a scan that is not the one that was named, or one that was not: nothing of it is taken in', async () => {
    expect(await why(made({ '../../evil.pdf': bytes('x') }))).toBe('capsule-invalid')
    expect(await why(made({}, ['documents/1']))).toBe('capsule-invalid')
    const scan = Buffer.from(parts['documents/1'] ?? [])
    scan[40] = 65
    const path = made({ 'documents/1': new Uint8Array(scan) })
    const [looked] = await look(lyon, path)
    const [outcome] = await take(lyon, [looked as Looked])
    expect(outcome).toMatchObject({ entry: null, reason: { code: 'capsule-altered' } })
  })

  it('a bomb, what says it holds two gigabytes, and a thousand parts', async () => {
    const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`x${i}`, bytes('x')]))
    expect(await why(made(many))).toBe('capsule-unsafe')
    expect(await why(made({ 'documents/1': new Uint8Array(30_000_000) }))).toBe('capsule-invalid')
    expect(await why(made({ 'capsule.xml': new Uint8Array(3_000_000).fill(32) }))).toBe('capsule-unsafe')
    const claimed = readFileSync(file)
    const directory = claimed.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
    claimed.writeUInt32LE(2_000_000_000, directory + 24)
    const path = join(lyon.folder, 'claims.diwan-letter')
    writeFileSync(path, claimed)
    expect(await why(path)).toBe('capsule-unsafe')
  })

  /** Signed by a PC whose office was accepted: it may lie, but not break anything. */
  const signedAgain = (text: string): string => {
    const { sign } = rabat.desk.app.session.desk.device
    const { lineage } = JSON.parse(Buffer.from(parts['signature.json'] ?? []).toString()) as { lineage: unknown }
    const signature = sign(signedText(sha256(text)))
    return made({ 'capsule.xml': bytes(text), 'signature.json': bytes(JSON.stringify({ signature, lineage })) })
  }
  it('rightly signed and not of the form: entities, a field too many, a level above, another office', async () => {
    const doctype = '<!DOCTYPE c [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]>'
    const outside = '<!DOCTYPE c [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    for (const one of [doctype, outside])
      expect(await why(signedAgain(xml().replace('<capsule', `${one}<capsule`)))).toBe('capsule-unsafe')
    const { subject } = { subject: /<subject>.*<\/subject>/.exec(xml())?.[0] ?? '' }
    for (const [from, to] of [
      [subject, ''],
      [subject, `${subject}${subject}`],
      ['level="ordinary"', 'level="secret"'],
      ['documents/1', '../1'],
      [/date="[^"]*"/, 'date="2026-13-45"'],
      [/size="\d+"/, 'size="2000000000"'],
      [rabat.desk.app.session.desk.office.id, lyon.desk.app.session.desk.office.id],
      ['encoding="UTF-8"', 'encoding="UTF-16"'],
      ['</subject>', ''],
    ] as const)
      expect([to, await why(signedAgain(xml().replace(from, to)))]).toEqual([to, 'capsule-invalid'])
    expect(await why(signedAgain(xml()))).toBe('new')
    const [looked] = await look(lyon, signedAgain(xml().replace(subject, '<subject>a<![CDATA[<b>]]></subject>')))
    expect(looked).toMatchObject({ state: 'new', subject: 'a<b>' })
  })

  it('of an office nobody accepted it is said so, and it is not registered without a look; under another key it is refused', async () => {
    const stranger = await office('مكتب مجهول')
    const [looked] = await look(lyon, await sent(stranger, await registered(stranger)))
    expect(looked).toMatchObject({ state: 'new', accepted: false, names: same('مكتب مجهول') })
    expect(await take(lyon, [looked as Looked])).toMatchObject([{ reason: { code: 'capsule-unknown-sender' } }])
    // A stranger's key behind a known office's name.
    const { lineage } = JSON.parse(
      Buffer.from(unzipSync(readFileSync(stranger.saved()))['signature.json'] ?? []).toString(),
    ) as { lineage: { officeId: string } }
    const text = xml()
    const signature = stranger.desk.app.session.desk.device.sign(signedText(sha256(text)))
    const forged = JSON.stringify({
      signature,
      lineage: { ...lineage, officeId: rabat.desk.app.session.desk.office.id },
    })
    expect(await why(made({ 'signature.json': bytes(forged) }))).toBe('capsule-altered')
    await expect(
      lyon.desk.api.exchange.accept({ token: looked?.token ?? '', fingerprint: 'AAAA' }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    await logIn(lyon.desk, 'admin')
    const [seen] = await look(lyon, stranger.saved())
    await expect(
      lyon.desk.api.exchange.accept({ token: seen?.token ?? '', fingerprint: 'AAAA' }),
    ).rejects.toMatchObject({ code: 'capsule-fingerprint' })
    const { known } = await lyon.desk.api.exchange.offices({})
    await lyon.desk.api.exchange.withdraw({ id: known[0]?.id ?? '' })
    await logIn(lyon.desk, 'nadia')
    expect((await look(lyon, file))[0]).toMatchObject({ accepted: false })
  })
})
