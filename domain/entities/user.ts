import { z } from 'zod'
import { can } from '../../contract/permissions'
import { loginKey } from '../session/login'
import { everybody } from '../visibility/rule'
import { holds } from './writing'
import { entity } from './entity'
import { Id, Instant, bool, fixed, int, json, line, names, optional, proof, text, word } from './field'

const rights = { group: 'rights' }

export const user = entity({
  fields: {
    login: text(line(40), rights),
    names: json(names),
    roles: json(z.array(word).max(20), rights),
    clearance: text(word, rights),
    active: bool(rights),
    unitId: text(Id, optional),
    createdAt: int(Instant, fixed),
    proof: proof('rights'),
  },
  sees: everybody,
  writes: holds('users:manage'),
  power: {
    proves: ['login', 'roles', 'clearance', 'active'],
    rooted: true,
    may: (_values, signer) => can(signer, 'users:manage'),
  },
  unique: { field: 'login', key: loginKey, reason: 'login-taken' },
  title: () => ['login'],
  needed: true,
  stays: 'always',
  tells: [{ feature: 'users', ids: 'id' }],
  ofOffice: true,
})
