import { z } from 'zod'
import { labelFormatNames, type LabelFormatName } from '../../contract/labels'
import { placesOn } from '../../domain/labels/formats'

const Kept = z.object({ format: z.enum(labelFormatNames), start: z.int().min(0).max(23) })
export type LabelChoice = z.infer<typeof Kept>
const KEY = 'diwan.labels'

/** The label this PC printed last, and the next free place of its sheet: printers stand beside PCs, not beside people. */
export function keptChoice(stored = localStorage.getItem(KEY)): LabelChoice {
  try {
    return Kept.parse(JSON.parse(stored ?? ''))
  } catch {
    return { format: 'zebra', start: 0 }
  }
}

export function keepChoice(format: LabelFormatName, next: number): void {
  localStorage.setItem(KEY, JSON.stringify({ format, start: next % placesOn(format) } satisfies LabelChoice))
}
