import { idFrom } from '../hash'

/** A card has one wall or none, which is raised, changed and lowered: two desks that raise it say it of one row. */
export const wallIdOf = (contactId: string): string => idFrom(`diwan wall ${contactId}`)
