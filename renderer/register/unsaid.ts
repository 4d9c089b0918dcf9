import type { Level } from '../../contract/values'
import { isUndescribed } from '../../domain/register/undescribed'

type Said = { subject: string | null; level: Level }

/** What stands for a missing subject: a sealed envelope's, or one that was numbered and waits to be described (C2, D2). */
export const noSubject = (entry: Said): string => (isUndescribed(entry) ? 'describing.mark' : 'register.value.sealed')

/** A value nobody gave says something (undated, anonymous), unless nobody has read the letter yet. */
export const noValue = (entry: Said, otherwise: string): string =>
  isUndescribed(entry) ? 'describing.unsaid' : otherwise
