import { acknowledging } from './acknowledging'
import { calendar } from './calendar'
import { closing } from './closing'
import { countersigning } from './countersigning'
import { community, search } from './community'
import { labels } from './labels'
import { deadlines } from './deadlines'
import { deliveries } from './deliveries'
import { diaspora } from './diaspora'
import { figureImport } from './figure-import'
import { peopleImport } from './people-import'
import { letters } from './letters'
import { describing } from './describing'
import { disposal } from './disposal'
import { documents } from './documents'
import { filing } from './filing'
import { exchange } from './exchange'
import { finding } from './finding'
import { imports } from './imports'
import { intake } from './intake'
import { issuers } from './issuers'
import { jobs } from './jobs'
import { lists } from './lists'
import { mail } from './mail'
import { papers } from './papers'
import { planImport } from './plan-import'
import { petitions } from './petitions'
import { postings } from './postings'
import { receipts } from './receipts'
import { register } from './register'
import { registers } from './registers'
import { routing } from './routing'
import { runs } from './runs'
import { security } from './security'
import { backup, office, session, users } from './session'
import { slips } from './slips'
import { support } from './support'
import { system } from './system'
import { templates } from './templates'
import { sync } from './sync'
import { tenders } from './tenders'
import { units } from './units'
import { updates } from './updates'
import { valuables } from './valuables'
import { walls } from './walls'
import { wayBack } from './way-back'
import { standing } from './standing'
import { visas } from './visas'

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
  filing,
  planImport,
  disposal,
  finding,
  lists,
  labels,
  closing,
  countersigning,
  describing,
  documents,
  imports,
  intake,
  issuers,
  jobs,
  community,
  search,
  walls,
  letters,
  templates,
  runs,
  visas,
  standing,
  receipts,
  slips,
  exchange,
  mail,
  valuables,
  diaspora,
  figureImport,
  calendar,
  deadlines,
  peopleImport,
  tenders,
  acknowledging,
  routing,
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
