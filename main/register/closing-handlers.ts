import type { closing } from '../../contract/closing'
import type { Handlers } from '../../contract/define'
import type { Ctx } from '../desk'
import { attestationOf, prove } from './attesting'
import { closeDays, closeSession, closeYear, deposit, openSession, previewClosing } from './closing'
import { booksToClose, sheetsOf } from './closings'
import { reopen } from './reopening'
import type { SecondPerson } from './second'
import { showSheet } from './sheets'

/** @param second who proves a colleague's password at this desk */
export const closingHandlers = (second: SecondPerson): Handlers<typeof closing, Ctx> => ({
  books: ({ desk }) => booksToClose(desk),
  preview: ({ desk }, input) => previewClosing(desk, input),
  sheets: ({ desk }, { bookId }) => sheetsOf(desk, bookId),
  sheet: async ({ desk, actor }, { id }) => ({ url: await showSheet(desk, actor, id) }),
  closeDays: async ({ desk, actor }, input) => {
    await closeDays(desk, actor, input)
    return sheetsOf(desk, input.bookId)
  },
  closeYear: async ({ desk, actor }, input) => {
    await closeYear(desk, actor, input)
    return sheetsOf(desk, input.bookId)
  },
  reopen: async ({ desk, actor }, input) => {
    await reopen(desk, actor, input, second)
    return {}
  },
  openSession: async ({ desk, actor }, input) => {
    await openSession(desk, actor, input)
    return {}
  },
  closeSession: async ({ desk, actor }, input) => {
    await closeSession(desk, actor, input)
    return sheetsOf(desk, input.bookId)
  },
  deposit: async ({ desk, actor }, input) => {
    await deposit(desk, actor, input)
    return {}
  },
  prove: ({ desk, actor }, { anchors }) => prove(desk, actor, anchors),
  attestation: async ({ desk, actor }, { id }) => ({ url: await attestationOf(desk, actor, id) }),
})
