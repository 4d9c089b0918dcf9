import { FirstServer1763740800001 } from './0001-first-server'
import { Trust1763740800002 } from './0002-trust'
import { SmallerPieces1763740800003 } from './0003-smaller-pieces'
import { Logins1763740800005 } from './0005-logins'

/** In order; a migration that has shipped never changes. */
export const migrations = [
  FirstServer1763740800001,
  Trust1763740800002,
  SmallerPieces1763740800003,
  Logins1763740800005,
]
