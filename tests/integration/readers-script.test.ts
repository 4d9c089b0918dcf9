import { afterEach, expect, it } from 'vitest'
import { isVoid } from '../../contract/register'
import { closeDesks, entryInput, officeDesk } from '../fixtures/office'

afterEach(closeDesks)

it('rows, search and what is found carry the name in the script of who reads, and follow a change of language (P1)', async () => {
  const desk = await officeDesk()
  const { api } = desk
  const id = desk.app.session.desk.newId()
  const name = (full: string) => ({ full, given: '', father: '', family: '', maiden: '' })
  const rest = { description: '', phone: '', email: '', address: '', city: '', countryCode: '', notes: '' }
  await api.community.save({
    id,
    kind: 'entity',
    nameAr: name('جمعية ليون'),
    nameLatin: name('Association de Lyon'),
    ...rest,
  })
  const entry = await api.register.register(await entryInput(desk, { correspondentId: id }))
  const seen = async () => {
    const filter = { registerId: entry.registerId, year: 2026, tab: 'all' as const, text: '' }
    const [row] = await api.register.rows({ ...filter, offset: 0, limit: 5 })
    const { hits } = await api.search.everywhere({ text: 'Lyon', limit: 5 })
    return {
      row: row && !isVoid(row) && !row.hidden ? row.correspondent : null,
      card: hits.find((hit) => hit.id === id)?.title,
      entry: hits.find((hit) => hit.id === entry.id)?.detail,
    }
  }
  await api.session.setPreferences({
    language: 'ar',
    digits: 'arab',
    density: 'standard',
    theme: 'system',
    tour: 'done',
  })
  expect(await seen()).toMatchObject({ row: 'جمعية ليون', card: 'جمعية ليون' })
  expect((await seen()).entry).toMatch(/^و\/٢٠٢٦\/٠٠٠٠١ · جمعية ليون/)
  await api.session.setPreferences({
    language: 'fr',
    digits: 'arab',
    density: 'standard',
    theme: 'system',
    tour: 'done',
  })
  expect(await seen()).toMatchObject({ row: 'Association de Lyon', card: 'Association de Lyon' })
  expect((await seen()).entry).toMatch(/^و\/2026\/00001 · Association de Lyon/)
})
