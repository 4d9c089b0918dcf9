import { templateHandlers } from '../templates/handlers'
import { letterHandlers } from './handlers'

/** Letters, and what they are begun from. */
export const letterFeatures = { letters: letterHandlers, templates: templateHandlers }
