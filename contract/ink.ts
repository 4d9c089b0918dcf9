import { z } from 'zod'

/** The box a signature is drawn in, whatever the size of the field on the screen; its points are whole numbers of it. */
export const inkBox = { width: 600, height: 200 } as const
/** Many times what a hand writes in such a box: more is no signature, and a row stays small. */
export const inkLimits = { strokes: 60, numbers: 4_000 } as const

/** Strokes of a pen, each `x, y, x, y…`. A picture of a signature: what it proves is in docs/adr/035. */
export const Ink = z
  .array(z.array(z.int().min(0).max(inkBox.width)).min(2).max(inkLimits.numbers))
  .min(1)
  .max(inkLimits.strokes)
  .refine(
    (strokes) =>
      strokes.every(
        (stroke) => stroke.length % 2 === 0 && stroke.every((n, at) => at % 2 === 0 || n <= inkBox.height),
      ) && strokes.reduce((sum, stroke) => sum + stroke.length, 0) <= inkLimits.numbers,
  )
export type Ink = z.infer<typeof Ink>
