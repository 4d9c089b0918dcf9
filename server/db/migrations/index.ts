import { FirstServer1763740800001 } from './0001-first-server'

/** In order; a migration that has shipped never changes. */
export const migrations = [FirstServer1763740800001]
