import type { TemplateFile } from '../../../contract/template-body'
import { idFrom } from '../../hash'
import acknowledgement from './acknowledgement.json'
import transmission from './transmission.json'
import reminder from './reminder.json'
import informationRequest from './information-request.json'
import replyFavourable from './reply-favourable.json'
import replyUnfavourable from './reply-unfavourable.json'
import invitation from './invitation.json'
import thanks from './thanks.json'
import condolence from './condolence.json'
import noteVerbale from './note-verbale.json'
import residenceAttestation from './residence-attestation.json'
import summons from './summons.json'
import circular from './circular.json'
import delayApology from './delay-apology.json'
import referral from './referral.json'
import missingPieces from './missing-pieces.json'
import appointment from './appointment.json'
import cancellation from './cancellation.json'
import congratulation from './congratulation.json'
import lifeCertificate from './life-certificate.json'
import meeting from './meeting.json'
import minutes from './minutes.json'

/** What every office begins with: data, in the form of the files templates are exchanged as. */
const files: Record<string, unknown> = {
  acknowledgement,
  transmission,
  reminder,
  'information-request': informationRequest,
  'reply-favourable': replyFavourable,
  'reply-unfavourable': replyUnfavourable,
  invitation,
  thanks,
  condolence,
  'note-verbale': noteVerbale,
  'residence-attestation': residenceAttestation,
  summons,
  circular,
  'delay-apology': delayApology,
  referral,
  'missing-pieces': missingPieces,
  appointment,
  cancellation,
  congratulation,
  'life-certificate': lifeCertificate,
  meeting,
  minutes,
}

export type Shipped = { id: string; key: string } & Omit<TemplateFile, 'diwan' | 'format'>

/** The same id on every PC; an office's own version of one stands under it from version 2 on. */
export const shippedTemplates: readonly Shipped[] = Object.entries(files).map(([key, file]) => {
  const { names, use, body } = file as TemplateFile
  return { id: idFrom(`diwan template ${key}`), key, names, use, body }
})
