import { FirstDesk1763740800001 } from './0001-first-desk'
import { Line1763740800002 } from './0002-line'
import { SecurityLog1763740800004 } from './0004-security-log'
import { Trust1763740800003 } from './0003-trust'

/** In order; a migration that has shipped never changes. */
export const migrations = [FirstDesk1763740800001, Line1763740800002, Trust1763740800003, SecurityLog1763740800004]
