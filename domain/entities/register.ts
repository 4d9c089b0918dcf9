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
  title: inTheirNames,
  needed: true,
  stays: 'always',
  tells: [{ feature: 'register', ids: 'id' }],
})
