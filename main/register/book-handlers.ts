import type { closing } from '../../contract/closing'
import type { countersigning } from '../../contract/countersigning'
import type { Handlers } from '../../contract/define'
import type { registers } from '../../contract/registers'
import type { Ctx } from '../desk'
import { closingHandlers } from './closing-handlers'
import { countersigningHandlers } from './countersigning'
import { registersHandlers } from './opening'
import type { SecondPerson } from './second'

/** What is done with books as a whole; much of it needs two people. */
export const bookHandlers = (
  second: SecondPerson,
): {
  closing: Handlers<typeof closing, Ctx>
  countersigning: Handlers<typeof countersigning, Ctx>
  registers: Handlers<typeof registers, Ctx>
} => ({
  closing: closingHandlers(second),
  countersigning: countersigningHandlers,
  registers: registersHandlers(second),
})
