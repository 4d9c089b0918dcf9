import { z } from 'zod'
import { letterContentValue } from '../../contract/letters'
import { can } from '../../contract/permissions'
import { Sha256 } from '../../contract/values'
import { letterCreation, letterPatch } from '../letters/flow'
import { signedUnder } from '../standing/delegation'
import { all, any, as, cleared, empty, person, unwalled } from '../visibility/rule'
import { has, only, plain } from './writing'
import { entity } from './entity'
import { pathStep } from './usual-path'
import { Id, Instant, base64, count, fixed, int, json, line, optional, proof, text, word } from './field'

const group = { group: 'letter' }
const sentTo = z.looseObject({
  ...{ ar: z.string().max(200), other: z.string().max(200), address: z.string().max(300) },
  ...{ city: z.string().max(80), countryCode: z.string().max(2) },
})
const groupOptional = { group: 'letter', nullable: true }

/** Text, state and signature are one group: a text that changed under a signature is a conflict, never a merge (W2). */
export const letter = entity({
  fields: {
    replyToId: text(Id, { ...fixed, ...optional }),
    addresseeId: text(Id, { ...fixed, ...optional }),
    draftedById: text(Id, fixed),
    createdAt: int(Instant, fixed),
    /** The template it was begun from, and which version of it: a later one changes nothing here. */
    templateId: text(Id, { ...fixed, ...optional }),
    templateVersion: int(count, { ...fixed, ...optional }),
    /** The run it is of, its place in it, and where it is sent: what stands on its envelope. */
    runId: text(Id, { ...fixed, ...optional }),
    runPlace: int(count, { ...fixed, ...optional }),
    sentTo: json(sentTo.nullable(), { ...fixed, ...optional }),
    content: json(letterContentValue, group),
    updatedAt: int(Instant, group),
    /** Everybody who wrote in it: none of them signs it (A4). */
    authors: json(z.array(Id).max(200).nullable(), groupOptional),
    state: text(word, group),
    submittedAt: int(Instant, groupOptional),
    /** The last return; it stays when the letter is submitted again. */
    returnedAt: int(Instant, groupOptional),
    returnedById: text(Id, groupOptional),
    returnReason: text(line(1000), groupOptional),
    /** Whose visas it asks, in order (W2); null: of nobody. */
    visaPath: json(z.array(pathStep).max(20).nullable(), groupOptional),
    signedAt: int(Instant, groupOptional),
    signedById: text(Id, groupOptional),
    /** What was seen when it was signed: letterhead, dates, values of fields, the page's hash (domain/letters/frozen.ts). */
    frozen: json(z.json(), groupOptional),
    frozenHash: text(Sha256, groupOptional),
    signature: text(base64, groupOptional),
    voidedAt: int(Instant, groupOptional),
    voidReason: text(line(1000), groupOptional),
    issuedEntryId: text(Id, groupOptional),
    proof: proof('letter'),
    pdfFileId: text(Id, { group: 'pdf', nullable: true }),
  },
  /** Once issued it is its entry's text: an entry that was raised since takes its letter with it. */
  sees: all(
    any(
      person('draftedById'),
      all(cleared('content.level'), any(empty('issuedEntryId'), as('entry', 'issuedEntryId'))),
    ),
    unwalled('addresseeId'),
  ),
  writes: (op, row, who, seen) => {
    if (op.user === null) return only(row?.['state'] === 'issued' && Object.keys(op.fields).join() === 'pdfFileId')
    if (!who.actor) return 'forbidden'
    if (row === null) return only(has(who, 'letters:write') && letterCreation(op.user, op.fields))
    // A number that was given is not taken back because somebody's rights changed meanwhile.
    const before = { ...row, ...plain(op.before) }
    if (op.fields['state'] !== 'issued' && !seen(before)) return 'forbidden'
    return letterPatch(who.actor, before, op.fields, who.ownApprovalAllowed)
  },
  power: {
    proves: ['replyToId', 'addresseeId', 'draftedById', 'authors', 'frozen', 'frozenHash', 'signedAt', 'signedById'],
    claims: ({ signedById, signedAt }) => (signedById ?? signedAt ?? null) !== null,
    may: (values, signer, _proof, isProven) =>
      values['signedById'] === signer.userId &&
      (can(signer, 'letters:sign') || (can(signer, 'letters:approve') && signedUnder(values, signer.userId, isProven))),
  },
  title: (language) => {
    const sides = ['content.subject.ar', 'content.subject.other']
    return language === 'ar' ? sides : sides.reverse()
  },
  stays: 'always',
  tells: [
    { feature: 'letters', ids: 'id' },
    { feature: 'runs', ids: 'runId' },
  ],
})
