import type { Handlers } from '../../contract/define'
import type { filing } from '../../contract/filing'
import type { Ctx } from '../desk'
import { planHandlers } from './plan'

export const filingHandlers: Handlers<typeof filing, Ctx> = { ...planHandlers }
