/** A Hijri day of the Umm al-Qura calendar (ICU's tables); a moon sighting may differ from it by a day. */
export type HijriDay = { year: number; month: number; day: number }

const format = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
  day: 'numeric',
  month: 'numeric',
  year: 'numeric',
  timeZone: 'UTC',
})
const DAY = 86_400_000
/** 1 Muharram of the year 1. */
const EPOCH = Date.UTC(622, 6, 19)

export function hijriOf(date: string): HijriDay {
  const parts = format.formatToParts(new Date(`${date}T12:00:00Z`))
  const get = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0)
  return { year: get('year'), month: get('month'), day: get('day') }
}

/** `YYYY-MM-DD`, or null for a day that month did not have. */
export function dateOfHijri({ year, month, day }: HijriDay): string | null {
  if (year < 1300 || year > 1600 || month < 1 || month > 12 || day < 1 || day > 30) return null
  const about = EPOCH + Math.round((year - 1) * 354.36707 + (month - 1) * 29.5306 + day - 1) * DAY
  for (const off of [0, -1, 1, -2, 2, -3, 3]) {
    const date = new Date(about + off * DAY).toISOString().slice(0, 10)
    const found = hijriOf(date)
    if (found.year === year && found.month === month && found.day === day) return date
  }
  return null
}
