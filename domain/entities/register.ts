import { codeKey } from '../register/code'
import { everybody } from '../visibility/rule'
import { holds } from './writing'
import { entity } from './entity'
import { fixed, inTheirNames, json, line, names, text, word } from './field'

export const register = entity({
  fields: {
    kind: text(word, fixed),
    code: text(line(12), fixed),
    names: json(names),
    pattern: text(line(80), fixed),
  },
  sees: everybody,
  writes: holds('register:open'),
  unique: { field: 'code', key: codeKey, reason: 'code-taken' },
  title: inTheirNames,
  needed: true,
  stays: 'always',
  tells: [{ feature: 'register', ids: 'id' }],
  ofOffice: true,
})
