import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from '../../db/core/sql'
import { readTexts } from '../../main/documents/texts'
import { addUser, closeDesks, entryInput, logIn, officeDesk, pdfFile, same, type TestDesk } from '../fixtures/office'
import { signedLetter } from '../fixtures/signed-letter'
import { textPdf } from '../fixtures/text-pdf'

/** What PDFs say is found by the search of entries, as far as its reader sees the entry (A2, ADR 044). */
let desk: TestDesk
beforeAll(async () => {
  desk = await officeDesk()
  await addUser(desk, 'nadia', ['clerk'])
  await addUser(desk, 'karim', ['officer'], 'secret')
  await addUser(desk, 'said', ['headOfOffice', 'headOfRegistry'], 'secret')
  await addUser(desk, 'hind', ['headOfOffice'], 'secret')
  await logIn(desk, 'said')
})
afterAll(closeDesks)

const here = () => desk.app.session.desk
const saying = (text: string, name: string): string => textPdf(desk.folder, name, text)
async function entryOf(path: string, change: object = {}) {
  const { id } = await desk.api.documents.stage({ path })
  return desk.api.register.register(await entryInput(desk, { fileIds: [id], ...change }))
}
const found = async (text: string): Promise<string[]> =>
  (await desk.api.search.everywhere({ text, limit: 20 })).hits.map(({ id }) => id)

it('a word of a PDF finds its entry, for who sees it; a file that is only pictures or cannot be read stops no other', async () => {
  const open = await entryOf(saying('Convention Nieuwpoort signed at the harbour', 'a.pdf'))
  const secret = await entryOf(saying('Convention Zeebrugge', 'b.pdf'), { level: 'secret' })
  await entryOf(pdfFile(desk.folder, 'empty.pdf', 'x'))
  // Not found by them before they are read.
  expect(await found('Nieuwpoort')).toEqual([])
  expect(await readTexts(here())).toBe(3)
  expect(await found('nieuwpoort')).toEqual([open.id])
  expect(await found('Convention')).toEqual([secret.id, open.id])
  expect(await readTexts(here())).toBe(0)
  const filter = { registerId: open.registerId, year: open.number.year, tab: 'all' as const }
  const rows = await desk.api.register.rows({ ...filter, text: 'harbour', offset: 0, limit: 5 })
  expect(rows.map(({ id }) => id)).toEqual([open.id])
  await logIn(desk, 'nadia')
  expect(await found('Convention')).toEqual([open.id])
  expect(await found('Zeebrugge')).toEqual([])
  await logIn(desk, 'said')
  // A better scan takes the place of the first: what that one said is found no more.
  const better = await desk.api.documents.stage({ path: saying('Convention Oostende', 'c.pdf') })
  const [file] = (await desk.api.register.get({ id: open.id })).files
  await desk.api.register.rescan({ id: open.id, replacesFileId: file?.id ?? null, fileId: better.id })
  await readTexts(here())
  expect(await found('Oostende')).toEqual([open.id])
  expect(await found('Nieuwpoort')).toEqual([])
})

it('R2: what a destroyed scan said is found no more; the same words in another entry still are', async () => {
  const classId = here().newId()
  await desk.api.filing.add({
    ...{ id: classId, code: '1', names: same('صنف'), parentId: null, since: null, basis: '' },
    ...{ active: 0, intermediate: 0, event: 'registration', fate: 'destroy' },
  })
  const path = saying('Ferry Blankenberge', 'd.pdf')
  const [gone, stays] = [await entryOf(path, { classId }), await entryOf(path)]
  await readTexts(here())
  expect(await found('Blankenberge')).toEqual([stays.id, gone.id])
  const id = here().newId()
  await desk.api.disposal.prepare({ id, fate: 'destroy', name: 'جدول', by: '2026-11-20', entryIds: [gone.id] })
  await logIn(desk, 'hind')
  await desk.api.disposal.decide({ id, decision: 'approved', note: '' })
  await logIn(desk, 'said')
  await desk.api.disposal.destroy({ id })
  expect(await found('Blankenberge')).toEqual([stays.id])
  await readTexts(here())
  expect(await found('Blankenberge')).toEqual([stays.id])
})

it('an Arabic letter is found by what stands in it, as its letters are read and not as they are drawn', async () => {
  const letter = await signedLetter(desk)
  const unitId = (await desk.api.office.get({})).units[0]?.id ?? ''
  const entryId = (await desk.api.letters.issue({ id: letter, unitId, channel: 'post' })).issuedEntryId ?? ''
  await expect
    .poll(async () => (await desk.api.register.get({ id: entryId })).files.length, { timeout: 60_000 })
    .toBe(1)
  await readTexts(here())
  const [text] = await sql(here().db.read).all<{ body: string }>(
    'SELECT t.body FROM file f JOIN contentText t ON t.sha256 = f.sha256 WHERE f.entryId = ?',
    [entryId],
  )
  expect(text?.body).toContain('Amrani')
  expect(await found('خديجة العمراني')).toContain(entryId)
  expect(await found('Khadija Amrani')).toContain(entryId)
})
