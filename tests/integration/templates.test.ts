import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FullTemplate } from '../../contract/templates'
import { answer } from '../../main/documents/protocol'
import { addUser, closeDesks, entryInput, logIn, officeDesk, same, type TestDesk } from '../fixtures/office'

let desk: TestDesk
beforeAll(async () => {
  desk = await officeDesk()
  await addUser(desk, 'nadia', ['clerk'])
  await addUser(desk, 'karim', ['officer'])
  await addUser(desk, 'said', ['headOfOffice'], 'secret')
  await addUser(desk, 'hind', ['administrator'])
})
afterAll(closeDesks)

const newId = (): string => desk.app.session.desk.newId()
const each = (ar: string, fr: string) => ({ ar, fr, en: '', es: '' })
const body = (ar: string, fr: string) => ({
  ...{ subject: each('جواب', 'Réponse'), blocks: [{ role: 'context' as const, ...each(ar, fr) }], enclosures: [] },
  ...{ urgency: 'urgent' as const, level: 'ordinary' as const, signatureMode: 'own' as const },
})
const save = (change: Partial<Parameters<typeof desk.api.templates.save>[0]> = {}): Promise<FullTemplate> =>
  desk.api.templates.save({
    ...{ id: newId(), versionId: newId(), basedOn: 0, names: same('نموذج'), use: 'reply', note: '' },
    ...{ body: body('إلى {{addressee}}', 'À {{addressee}}'), ...change },
  })
async function reply(templateId: string, change: Parameters<typeof entryInput>[1] = {}) {
  await logIn(desk, 'nadia')
  const entry = await desk.api.register.register(await entryInput(desk, change))
  await logIn(desk, 'karim')
  return desk.api.letters.reply({ id: newId(), entryId: entry.id, secondLanguage: 'fr', templateId })
}

describe('templates of letters', () => {
  it('a letter keeps the text and the version it was begun from; what ships is the first version', async () => {
    await logIn(desk, 'said')
    const shipped = (await desk.api.templates.list({})).find(({ names }) => names.en === 'Reminder')
    if (!shipped) expect.fail('a reminder ships')
    const before = await reply(shipped.id)
    expect(before.template).toMatchObject({ version: 1, names: shipped.names })
    await logIn(desk, 'said')
    const changed = await save({ id: shipped.id, basedOn: 1, body: body('نص جديد', 'Texte nouveau'), note: 'أقصر' })
    expect(changed.history.map(({ version, note }) => [version, note])).toEqual([
      [2, 'أقصر'],
      [1, ''],
    ])
    await logIn(desk, 'karim')
    const after = await desk.api.letters.get({ id: before.id })
    expect([after.paragraphs, after.template]).toEqual([before.paragraphs, before.template])
    const next = await reply(shipped.id)
    expect([next.paragraphs[0]?.other, next.template?.version, next.urgency]).toEqual(['Texte nouveau', 2, 'urgent'])
    // Recent first.
    expect((await desk.api.templates.list({}))[0]).toMatchObject({ id: shipped.id, version: 2 })
    const old = await desk.api.templates.version({ id: shipped.id, versionId: null })
    expect(old.body.blocks.length).toBeGreaterThan(1)
  })

  it('is filled from what it answers: fields of the letter stay fields, conditions are decided, a name with braces stays a name', async () => {
    await logIn(desk, 'said')
    const text = '{{#if reference}}رقم {{reference}}{{else}}بلا مرجع{{/if}} {{entrySubject}}'
    const { id } = await save({ body: body(text, '{{#if reference}}n° {{reference}}{{else}}—{{/if}}') })
    const [bare, referenced] = [
      await reply(id, { reference: null, subject: 'طلب {{secret}}' }),
      await reply(id, { reference: 'A/7', subject: 'طلب' }),
    ]
    expect(bare.paragraphs[0]).toEqual({ role: 'context', ar: 'بلا مرجع طلب ((secret))', other: '—' })
    expect(referenced.paragraphs[0]).toEqual({
      role: 'context',
      ar: 'رقم {{reference}} طلب',
      other: 'n° {{reference}}',
    })
  })

  it('is no less confidential than what it answers (A1)', async () => {
    await logIn(desk, 'said')
    const { id } = await save()
    await logIn(desk, 'nadia')
    const entry = await desk.api.register.register(await entryInput(desk, { level: 'secret' }))
    await logIn(desk, 'said')
    const letter = await desk.api.letters.reply({
      id: newId(),
      entryId: entry.id,
      secondLanguage: 'fr',
      templateId: id,
    })
    expect(letter.level).toBe('secret')
    await logIn(desk, 'karim')
    await expect(
      desk.api.letters.reply({ id: newId(), entryId: entry.id, secondLanguage: 'fr', templateId: id }),
    ).rejects.toMatchObject({ code: 'not-found' })
    const asked = { entryId: entry.id, secondLanguage: 'fr' as const }
    await expect(desk.api.templates.values(asked)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('an administrator fills the preview with no entry: they read no register (A2)', async () => {
    await logIn(desk, 'nadia')
    const entry = await desk.api.register.register(await entryInput(desk))
    await logIn(desk, 'hind')
    const api = desk.api.templates
    await expect(api.values({ entryId: entry.id, secondLanguage: 'fr' })).rejects.toMatchObject({ code: 'not-found' })
    expect((await api.values({ entryId: null, secondLanguage: 'fr' })).other).toMatchObject({ number: null })
  })

  it('only heads and administrators change it; a fault is named with its place, and nothing is kept of it', async () => {
    await logIn(desk, 'karim')
    await expect(save()).rejects.toMatchObject({ code: 'forbidden' })
    await logIn(desk, 'nadia')
    await expect(desk.api.templates.list({})).rejects.toMatchObject({ code: 'forbidden' })
    await logIn(desk, 'said')
    const before = await desk.api.templates.list({})
    await expect(save({ body: body('سطر\nثم {{password}}', 'x') })).rejects.toMatchObject({
      code: 'template-field-unknown',
      params: { templatePart: 'block', n: 1, language: 'ar', line: 2, column: 4, token: 'password' },
    })
    expect(await desk.api.templates.list({})).toEqual(before)
  })

  it('of two who change one version the second is told; retired it begins nothing, and comes back', async () => {
    await logIn(desk, 'said')
    const { id } = await save()
    const twice = { id, versionId: newId(), basedOn: 1, body: body('ب', 'b') }
    await save(twice)
    expect((await save(twice)).version).toBe(2)
    await expect(save({ id, basedOn: 1 })).rejects.toMatchObject({ code: 'stale' })
    const gone = await desk.api.templates.retire({ id, versionId: newId(), basedOn: 2, retired: true })
    expect(gone).toMatchObject({ retired: true, version: 3 })
    await expect(reply(id)).rejects.toMatchObject({ code: 'template-retired' })
    await logIn(desk, 'said')
    await desk.api.templates.retire({ id, versionId: newId(), basedOn: 3, retired: false })
    expect((await reply(id)).paragraphs[0]?.ar).toBe('ب')
    await logIn(desk, 'said')
    expect((await desk.api.templates.get({ id })).history).toHaveLength(4)
  })

  it('begins a letter that answers none; a dotted place keeps it from being submitted', async () => {
    await logIn(desk, 'said')
    const { id: templateId } = await save({ body: body('يوم ………', 'le ………') })
    await logIn(desk, 'karim')
    const addresseeId = newId()
    const name = { full: 'محمد الإدريسي', given: '', father: '', family: '', maiden: '' }
    await desk.api.community.save({
      ...{ id: addresseeId, kind: 'person', nameAr: name, nameLatin: { ...name, full: 'Mohamed Idrissi' } },
      ...{ description: '', phone: '', email: '', address: '', city: '', countryCode: '', notes: '' },
    })
    const letter = await desk.api.letters.create({
      ...{
        id: newId(),
        contactId: addresseeId,
        secondLanguage: 'fr',
        templateId,
        kind: 'letter',
        layout: 'sideBySide',
      },
      ...{ level: 'ordinary', addressForm: { rank: 'person', woman: false }, name: { ar: '', other: '' } },
    })
    expect(letter).toMatchObject({ replyTo: null, addresseeId, template: { version: 1 } })
    await expect(desk.api.letters.submit({ id: letter.id })).rejects.toMatchObject({ code: 'letter-blank' })
    const blocks = await desk.api.templates.blocks({ letterId: letter.id })
    expect(blocks.map(({ paragraph }) => paragraph.other)).toContain('le ………')
  })

  it('goes out as a file of the form that comes in, and shows its page', async () => {
    await logIn(desk, 'said')
    const saved = await save()
    const { url } = await desk.api.templates.export({ id: saved.id })
    const file = JSON.parse(await (await answer({ url, headers: { get: () => null } }, desk.app.ctx)).text()) as object
    expect(file).toEqual({ diwan: 'template', format: 1, names: saved.names, use: 'reply', body: saved.body })
    const page = await desk.api.templates.page({ body: saved.body, entryId: null, secondLanguage: 'fr' })
    expect(page.pages).toBe(1)
  })
})
