import { templateHandlers } from '../templates/handlers'
import { runHandlers } from '../runs/handlers'
import type { ChooseSave } from '../lists/export'
import { standingHandlers } from '../standing/handlers'
import { visaHandlers } from '../visas/handlers'
import { letterHandlers } from './handlers'

/** Letters, what they are begun from, and many of one text. */
export const letterFeatures = (choose: ChooseSave) => ({
  letters: letterHandlers,
  templates: templateHandlers,
  runs: runHandlers(choose),
  visas: visaHandlers,
  standing: standingHandlers,
})
