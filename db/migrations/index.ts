import { FirstDesk1763740800001 } from './0001-first-desk'
import { Line1763740800002 } from './0002-line'
import { Trust1763740800003 } from './0003-trust'
import { AsWritten1763740800004 } from './0004-as-written'
import { SecurityLog1763740800005 } from './0005-security-log'
import { OfficeClock1763740800006 } from './0006-office-clock'
import { Parked1763740800007 } from './0007-parked'
import { Counted1763740800008 } from './0008-counted'
import { Units1763740800009 } from './0009-units'
import { KeptPlaces1763740800010 } from './0010-kept-places'
import { Returned1763740800011 } from './0011-returned'

/** In order; a migration that has shipped never changes. */
export const migrations = [
  FirstDesk1763740800001,
  Line1763740800002,
  Trust1763740800003,
  AsWritten1763740800004,
  SecurityLog1763740800005,
  OfficeClock1763740800006,
  Parked1763740800007,
  Counted1763740800008,
  Units1763740800009,
  KeptPlaces1763740800010,
  Returned1763740800011,
]
