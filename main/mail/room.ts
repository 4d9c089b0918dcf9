import { acknowledgingHandlers } from '../acknowledging/acknowledging'
import { deliveryHandlers } from '../deliveries/deliveries'
import { petitionHandlers } from '../petitions/petitions'
import { postingHandlers } from '../postings/postings'
import { routingHandlers } from '../routing/handlers'
import { tenderHandlers } from '../tenders/tenders'
import { mailHandlers } from './handlers'

/** What a registry does with paper beside its register: each is a feature of its own; the composition root names them once. */
export const mailroomHandlers = {
  mail: mailHandlers,
  deliveries: deliveryHandlers,
  postings: postingHandlers,
  petitions: petitionHandlers,
  tenders: tenderHandlers,
  acknowledging: acknowledgingHandlers,
  routing: routingHandlers,
}
