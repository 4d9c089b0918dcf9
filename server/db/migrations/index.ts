import { FirstServer1763740800001 } from './0001-first-server'
import { SmallerPieces1763740800002 } from './0002-smaller-pieces'

/** In order; a migration that has shipped never changes. */
export const migrations = [FirstServer1763740800001, SmallerPieces1763740800002]
