import { FirstDesk1763740800001 } from './0001-first-desk'
import { Line1763740800002 } from './0002-line'

/** In order; a migration that has shipped never changes. */
export const migrations = [FirstDesk1763740800001, Line1763740800002]
