import type { LabelFormatName } from '../../contract/labels'

/** Labels as they are bought, in millimetres: the paper, one label, and where the first lies. */
export type LabelFormat = {
  paper: { width: number; height: number }
  label: { width: number; height: number }
  across: number
  down: number
  /** Of the first label's corner from the paper's, and from one label's corner to the next one's. */
  at: { x: number; y: number }
  step: { x: number; y: number }
  /** Dots an inch: a bar is a whole number of them, or a printer of few dots draws bars of unequal width. */
  dpi: number
}

const roll = (width: number, height: number, dpi: number): LabelFormat => ({
  ...{ paper: { width, height }, label: { width, height }, across: 1, down: 1 },
  ...{ at: { x: 0, y: 0 }, step: { x: width, y: height }, dpi },
})
const A4 = { width: 210, height: 297 }

const labelFormats = {
  zebra: roll(100, 50, 203),
  brotherShort: roll(62, 29, 300),
  brotherLong: roll(62, 100, 300),
  sheet24: {
    ...{ paper: A4, label: { width: 70, height: 37 }, across: 3, down: 8 },
    ...{ at: { x: 0, y: 0.5 }, step: { x: 70, y: 37 }, dpi: 600 },
  },
  sheet14: {
    ...{ paper: A4, label: { width: 99.1, height: 38.1 }, across: 2, down: 7 },
    ...{ at: { x: 4.65, y: 15.15 }, step: { x: 101.6, y: 38.1 }, dpi: 600 },
  },
} satisfies Record<LabelFormatName, LabelFormat>

export const formatOf = (name: LabelFormatName): LabelFormat => labelFormats[name]
/** Labels on one sheet; 1 = a roll. */
export const placesOn = (name: LabelFormatName): number => formatOf(name).across * formatOf(name).down

/** Where the label at this place lies: its page and its corner, in millimetres. The sheet is used up line by line from its upper left. */
export function placeOf(name: LabelFormatName, place: number): { page: number; x: number; y: number } {
  const { across, at, step } = formatOf(name)
  const onPage = place % placesOn(name)
  return {
    page: Math.floor(place / placesOn(name)),
    x: at.x + (onPage % across) * step.x,
    y: at.y + Math.floor(onPage / across) * step.y,
  }
}
