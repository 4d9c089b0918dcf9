import type { Country } from '../../contract/values'
import { EG } from './EG'
import { LB } from './LB'
import { MA } from './MA'
import type { Policy } from './policy'

export type { Policy }
export const policies: Record<Country, Policy> = { MA, EG, LB }
