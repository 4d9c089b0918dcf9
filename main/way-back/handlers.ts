import type { Handlers } from '../../contract/define'
import type { wayBack as contract } from '../../contract/way-back'
import type { Ctx } from '../desk'
import type { Going } from './going'

export const wayBackHandlers = (going: Going): Handlers<typeof contract, Ctx> => ({
  offer: () => going.offer(),
  go: (_ctx, asked) => going.go(asked),
  tryAgain: async () => {
    going.tryAgain()
    return {}
  },
})
