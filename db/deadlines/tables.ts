import type { EntitySchemaColumnOptions } from 'typeorm'

const text: EntitySchemaColumnOptions = { type: 'text' }
const int: EntitySchemaColumnOptions = { type: 'integer' }
const key: EntitySchemaColumnOptions = { type: 'text', primary: true }
const maybe: EntitySchemaColumnOptions = { type: 'integer', nullable: true }

/**
 * Where each deadline that runs stands, as it was last looked at (main/deadlines/standing.ts): due, the stage it is in and the day that changes are numbers of
 * days. `rise` numbers what came to a later stage, in the order it was noticed; `told` is the highest stage that was, for the due day it was. What waits to
 * be looked at again is in `clockDirty`, put there by triggers.
 */
export const deadlineTables: Record<string, Record<string, EntitySchemaColumnOptions>> = {
  clockStand: {
    clockId: key,
    ...{ entryId: text, place: text, due: maybe, sort: int, changesOn: maybe, since: maybe },
    ...{ told: { ...int, default: 0 }, toldFor: maybe, rise: maybe },
  },
  clockDirty: { clockId: key },
}
export const deadlineIndices = {
  clock: [{ columns: ['entryId', 'startedAt', 'id'] }, { columns: ['id'], where: 'endedAt IS NULL' }],
  clockStand: [
    { columns: ['place', 'sort', 'clockId', 'entryId'] },
    { columns: ['changesOn'], where: 'changesOn IS NOT NULL' },
    { columns: ['since'], where: 'since IS NOT NULL' },
    { columns: ['rise', 'place', 'entryId'], where: 'rise IS NOT NULL' },
  ],
}
