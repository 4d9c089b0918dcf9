import { afterEach, describe, expect, it } from 'vitest'
import { sql } from '../../db/core/sql'
import { addUser, closeDesks, entryInput, logIn, officeDesk, same } from '../fixtures/office'
import { blankCard } from './stories'

afterEach(closeDesks)

describe('words of a newer version are shown as such and break nothing', () => {
  it('urgency, channel, kinds: lists, cards, search, sheets go on, and another field is corrected beside them', async () => {
    const desk = await officeDesk()
    await addUser(desk, 'nadia', ['clerk', 'headOfRegistry', 'officer'], 'secret')
    await logIn(desk, 'nadia')
    const contact = desk.app.session.desk.newId()
    await desk.api.community.save({ ...blankCard, id: contact })
    const input = await entryInput(desk, {
      correspondentId: contact,
      enclosureCount: 1,
      enclosures: [{ title: 'ملحق', kind: 'copy', pages: null }],
    })
    const { id } = await desk.api.register.register(input)
    await desk.app.session.desk.db.write((tx) =>
      sql(tx).run(`UPDATE contact SET kind = 'hologram' WHERE id = ?`, [contact]),
    )
    await desk.app.session.desk.db.write((tx) =>
      sql(tx).run(`UPDATE entry SET urgency = 'whenever', channel = 'pigeon', enclosures = ? WHERE id = ?`, [
        JSON.stringify([{ title: 'ملحق', kind: 'hologram', pages: null }]),
        id,
      ]),
    )
    const filter = { registerId: input.registerId, year: 2026, tab: 'all', text: '' } as const
    expect(await desk.api.register.rows({ ...filter, offset: 0, limit: 10 })).toMatchObject([{ urgency: 'whenever' }])
    expect(await desk.api.register.outline(filter)).toMatchObject({ continuity: [{ whole: true }] })
    expect(await desk.api.register.get({ id })).toMatchObject({
      urgency: 'whenever',
      channel: 'pigeon',
      enclosures: [{ kind: 'hologram' }],
      correspondent: { kind: 'hologram' },
    })
    expect(await desk.api.community.get({ id: contact })).toMatchObject({ kind: 'hologram' })
    expect((await desk.api.search.everywhere({ text: 'المغاربة', limit: 5 })).hits.length).toBeGreaterThan(0)
    expect((await desk.api.register.print({ id })).url).toContain('diwan://print/')
    await desk.api.register.correct({ id, field: 'notes', value: 'صفحة 2', reason: 'سهو' })
    expect(await desk.api.register.get({ id })).toMatchObject({ urgency: 'whenever', notes: 'صفحة 2' })
    const drawn = desk.app.session.desk.newId()
    const draft = await desk.api.letters.reply({ id: drawn, entryId: id, secondLanguage: 'fr' })
    await desk.app.session.desk.db.write((tx) =>
      sql(tx).run(
        `UPDATE letter SET content = json_set(content, '$.layout', 'spiral', '$.kind', 'ode', '$.ink', 'sepia') WHERE id = ?`,
        [drawn],
      ),
    )
    // Shown as letters always were, saved without taking away what only the newer version knows.
    const content = await desk.api.letters.get({ id: drawn })
    expect(content).toMatchObject({ layout: 'spiral', kind: 'ode' })
    expect((await desk.api.letters.preview({ id: drawn })).pages).toBe(1)
    await desk.api.letters.save({ id: drawn, content: { ...content, urgency: 'routine' }, basedOn: draft.updatedAt })
    const kept = await sql(desk.app.session.desk.db.read).one<{ content: string }>(
      'SELECT content FROM letter WHERE id = ?',
      [drawn],
    )
    expect(JSON.parse(kept?.content ?? '')).toMatchObject({ layout: 'spiral', kind: 'ode', ink: 'sepia' })
    const letter = desk.app.session.desk.newId()
    await desk.api.letters.reply({ id: letter, entryId: id, secondLanguage: 'fr' })
    await desk.app.session.desk.db.write((tx) =>
      sql(tx).run(`UPDATE letter SET state = 'dreamt' WHERE id = ?`, [letter]),
    )
    expect(await desk.api.letters.get({ id: letter })).toMatchObject({
      state: 'dreamt',
      maySign: false,
      mayVoid: false,
    })
    expect((await desk.api.letters.list({ tab: 'all' })).rows.length).toBeGreaterThan(0)
    await expect(desk.api.letters.submit({ id: letter })).rejects.toMatchObject({
      code: expect.stringMatching(/^letter-/),
    })
    expect(desk.reports).toEqual([])
  })

  it('a role nobody here knows gives nothing, takes nothing, and stays with its person', async () => {
    const desk = await officeDesk()
    const id = await addUser(desk, 'nadia', ['clerk'])
    await desk.app.session.desk.db.write((tx) =>
      sql(tx).run(`UPDATE user SET roles = ? WHERE id = ?`, ['["clerk","archivist","constructor"]', id]),
    )
    const nadia = (await desk.api.users.list({})).find((u) => u.id === id)
    expect(nadia?.roles).toEqual(['clerk', 'archivist', 'constructor'])
    if (nadia) await desk.api.users.update({ ...nadia, names: same('نادية') })
    await logIn(desk, 'nadia')
    await desk.api.register.register(await entryInput(desk))
    await expect(desk.api.users.list({})).rejects.toMatchObject({ code: 'forbidden' })
    expect((await desk.api.session.state({})).me?.roles).toContain('archivist')
  })
})
