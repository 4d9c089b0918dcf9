import type { Handlers } from '../../contract/define'
import type { planImport } from '../../contract/plan-import'
import type { Ctx } from '../desk'
import { sheetHandlers } from '../imports/sheet-handlers'
import { checkPlan, lookAtPlan, refusedPlan, runPlan } from './plan-import'

/** A filing plan from a spreadsheet (ADR 044). */
export const planImportHandlers: Handlers<typeof planImport, Ctx> = sheetHandlers({
  look: lookAtPlan,
  check: (desk, _actor, file, mapping, language, work) => checkPlan(desk, file, mapping, language, work),
  run: runPlan,
  refused: refusedPlan,
})
