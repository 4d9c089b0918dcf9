import { FirstServer1763740800001 } from './0001-first-server'
import { Trust1763740800002 } from './0002-trust'
import { SmallerPieces1763740800003 } from './0003-smaller-pieces'
import { SizesBeside1763740800004 } from './0004-sizes-beside'
import { Logins1763740800005 } from './0005-logins'
import { Successors1763740800006 } from './0006-successors'

/** In order; a migration that has shipped never changes. */
export const migrations = [
  FirstServer1763740800001,
  Trust1763740800002,
  SmallerPieces1763740800003,
  SizesBeside1763740800004,
  Logins1763740800005,
  Successors1763740800006,
]
