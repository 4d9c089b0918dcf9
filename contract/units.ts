import { z } from 'zod'
import { command } from './define'
import { Id, LegalDate, Names } from './values'

/** What a unit was called, and where it stood, until a day that is not its own any more. */
export const FormerUnit = z.object({ names: Names, parentId: Id.nullable(), until: LegalDate })
/** Of the organisation tree: units merge and split, and old letters keep the unit they had. */
export const Unit = z.object({
  id: Id,
  names: Names,
  /** The unit it stands under. */
  parentId: Id.nullable(),
  /** Null: since always, as far as this office knows. */
  since: LegalDate.nullable(),
  /** The day it ended: its successors' first one. Null: it exists. */
  until: LegalDate.nullable(),
  /** What it was merged into or divided into. */
  became: z.array(Id),
  /** Who alone may give something to it or its people (W1); null: everybody who may assign. */
  routesFrom: z.array(Id).nullish(),
  /** Oldest first. */
  was: z.array(FormerUnit),
})
export type Unit = z.infer<typeof Unit>

const Shape = z.object({ names: Names, parentId: Id.nullable() })

/** They come with the office (`office.get`), and its `changed` tells of them. */
export const units = {
  add: command({ needs: 'office:manage', input: Shape.extend({ since: LegalDate.nullable() }), output: z.array(Unit) }),
  /** `from`: since that day; null: a slip of the pen is mended, it was always so. `basedOn`: as the form was opened. */
  change: command({
    needs: 'office:manage',
    input: Shape.extend({ id: Id, from: LegalDate.nullable(), basedOn: Shape }),
    output: z.array(Unit),
  }),
  /** Merged into others, divided, or closed; null: it was a mistake, the unit goes on. */
  end: command({
    needs: 'office:manage',
    input: z.object({ id: Id, until: LegalDate.nullable(), became: z.array(Id).max(20) }),
    output: z.array(Unit),
  }),
}
