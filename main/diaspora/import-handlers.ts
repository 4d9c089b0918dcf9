import type { Handlers } from '../../contract/define'
import type { figureImport } from '../../contract/figure-import'
import type { Ctx } from '../desk'
import { sheetHandlers } from '../imports/sheet-handlers'
import { checkFigures, lookAtFigures, refusedFigures, runFigures } from './import'

/** A table of official figures from a spreadsheet (R4). */
export const figureImportHandlers: Handlers<typeof figureImport, Ctx> = sheetHandlers({
  look: lookAtFigures,
  check: (desk, _actor, file, mapping, _language, work) => checkFigures(desk, file, mapping, work),
  run: runFigures,
  refused: refusedFigures,
})
