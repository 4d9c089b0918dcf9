/** Why a file is no sheet this program reads. */
export const sheetFaults = [
  'damaged',
  'unsafe',
  'protected',
  'old',
  'web-page',
  'unknown',
  'empty',
  'too-large',
] as const
export type SheetFault = (typeof sheetFaults)[number]

export class SheetError extends Error {
  constructor(readonly fault: SheetFault) {
    super(fault)
  }
}
