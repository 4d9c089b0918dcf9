import { calendarHandlers } from '../calendar/calendar'
import { deadlineHandlers } from '../deadlines/deadlines'
import { templateHandlers } from '../templates/handlers'
import { runHandlers } from '../runs/handlers'
import type { ChooseSave } from '../lists/export'
import { standingHandlers } from '../standing/handlers'
import { visaHandlers } from '../visas/handlers'
import { letterHandlers } from './handlers'

/** Letters, what they are begun from, many of one text, and until when they are answered. */
export const letterFeatures = (choose: ChooseSave) => ({
  letters: letterHandlers,
  templates: templateHandlers,
  runs: runHandlers(choose),
  calendar: calendarHandlers,
  deadlines: deadlineHandlers(choose),
  visas: visaHandlers,
  standing: standingHandlers,
})
