import { FirstDesk1763740800001 } from './0001-first-desk'

/** In order; a migration that has shipped never changes. */
export const migrations = [FirstDesk1763740800001]
