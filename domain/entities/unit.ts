import { everybody } from '../visibility/rule'
import { holds } from './writing'
import { entity } from './entity'
import { count, int, json, names } from './field'

export const unit = entity({
  fields: { names: json(names), position: int(count) },
  sees: everybody,
  writes: holds('office:manage'),
  title: ['names.ar'],
  needed: true,
  ofOffice: true,
})
