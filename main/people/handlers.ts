import type { Handlers } from '../../contract/define'
import type { peopleImport } from '../../contract/people-import'
import type { Ctx } from '../desk'
import { sheetHandlers } from '../imports/sheet-handlers'
import { checkPeople, refusedPeople } from './checking'
import { runPeople } from './importing'
import { lookAtPeople } from './reading'
import { pastImports, putBack, undoPeople } from './undoing'

/** Cards from a spreadsheet or vCards (P1, P3). */
export const peopleImportHandlers: Handlers<typeof peopleImport, Ctx> = {
  ...sheetHandlers({
    look: lookAtPeople,
    check: (desk, actor, file, mapping, _language, work) => checkPeople(desk, actor, file, mapping, work),
    run: runPeople,
    refused: refusedPeople,
  }),
  past: ({ desk, actor }) => pastImports(desk, actor),
  undo: ({ desk, actor }, { id }) =>
    desk.jobs.run({ kind: 'import', byId: actor.userId }, (work) => undoPeople(desk, actor, id, work)),
  putBack: async ({ desk, actor }, { ids }) => {
    await putBack(desk, actor, ids)
    return {}
  },
}
