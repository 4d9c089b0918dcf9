import { acknowledgingHandlers } from '../acknowledging/acknowledging'
import { petitionHandlers } from '../petitions/petitions'
import { postingHandlers } from '../postings/postings'
import { tenderHandlers } from '../tenders/tenders'

/** What a registry does with paper beside its register: each is a feature of its own; the composition root names them once. */
export const mailroomHandlers = {
  postings: postingHandlers,
  petitions: petitionHandlers,
  tenders: tenderHandlers,
  acknowledging: acknowledgingHandlers,
}
