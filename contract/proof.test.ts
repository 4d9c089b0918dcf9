import { expect, it } from 'vitest'
import { Authority } from './proof'

const proof = { by: 'office', key: 'AA==', at: 1, as: null, signature: 'AA==' }
const authority = { login: 'amina', roles: ['clerk'], clearance: 'ordinary', active: true, proof }

it('what no database keeps as it came is no login, role or level: half a character, U+0000', () => {
  expect(Authority.parse(authority)).toEqual(authority)
  for (const bad of ['\ud800', 'a\u0000'])
    for (const said of [{ login: bad }, { roles: [bad] }, { clearance: bad }])
      expect(Authority.safeParse({ ...authority, ...said }).success).toBe(false)
})
