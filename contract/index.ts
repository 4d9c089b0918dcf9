import { closing } from './closing'
import { community, search } from './community'
import { deliveries } from './deliveries'
import { letters } from './letters'
import { documents } from './documents'
import { finding } from './finding'
import { imports } from './imports'
import { jobs } from './jobs'
import { lists } from './lists'
import { papers } from './papers'
import { petitions } from './petitions'
import { postings } from './postings'
import { receipts } from './receipts'
import { register } from './register'
import { registers } from './registers'
import { security } from './security'
import { backup, office, session, users } from './session'
import { slips } from './slips'
import { support } from './support'
import { system } from './system'
import { sync } from './sync'
import { units } from './units'
import { updates } from './updates'
import { wayBack } from './way-back'

/** Everything the window can ask and hear. A feature is one key here, one file beside, one folder in main and renderer. */
export const contract = {
  session,
  users,
  office,
  units,
  system,
  backup,
  register,
  registers,
  finding,
  lists,
  closing,
  documents,
  imports,
  jobs,
  community,
  search,
  letters,
  receipts,
  slips,
  deliveries,
  postings,
  petitions,
  papers,
  sync,
  security,
  support,
  updates,
  wayBack,
}
export type Contract = typeof contract
