import { diasporaHandlers } from '../diaspora/figures'
import { figureImportHandlers } from '../diaspora/import-handlers'
import { peopleImportHandlers } from '../people/handlers'
import type { ChooseSave } from '../lists/export'
import { wallHandlers } from '../walls/walls'
import { communityHandlers, searchHandlers } from './contacts'

/** People and entities, and where they live: each is a feature of its own; the composition root names them once. */
export const peopleFeatures = (choose: ChooseSave) => ({
  community: communityHandlers(choose),
  search: searchHandlers,
  walls: wallHandlers,
  diaspora: diasporaHandlers(choose),
  figureImport: figureImportHandlers,
  peopleImport: peopleImportHandlers,
})
