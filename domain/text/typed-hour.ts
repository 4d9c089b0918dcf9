import { normalise } from './normalise'

/** Reads an hour as typed: 9:40, 09.40, 0940, 9, 9h, 9h05, 9 h 40, ٩:٤٠, ٩٫٤٠, 2:30 م, 2 pm. `null` when it is no hour. */
export function readHour(typed: string): string | null {
  const text = normalise(typed).replace(/\s+/g, '')
  const match =
    /^(?:س|الساعه)?(\d{1,2})(?:(?:[:.,،٫]|h|س)?([0-5]\d)(?:mn|min|د)?|h|س|heures?|horas?)?(ص|صباحا|am|a\.m\.|م|مسا|pm|p\.m\.)?$/.exec(
      text,
    )
  if (!match) return null
  const [, figures = '', minutes = '00', half] = match
  let hour = Number(figures)
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null
    hour = (hour % 12) + (/^(ص|am|a)/.test(half) ? 0 : 12)
  }
  return hour > 23 ? null : `${String(hour).padStart(2, '0')}:${minutes}`
}
