import { z } from 'zod'
import { ClockPeriods } from '../../contract/clock'
import { TrustedIssuers } from '../../contract/issuers'
import { letterheadStored } from '../../contract/letterhead'
import { Proof } from '../../contract/proof'
import { can } from '../../contract/permissions'
import { everybody } from '../visibility/rule'
import { holds } from './writing'
import { entity } from './entity'
import {
  Instant,
  base64,
  bool,
  fixed,
  inTheirNames,
  int,
  json,
  line,
  lines,
  names,
  optional,
  proof,
  text,
} from './field'

const policy = { group: 'policy' }

export const office = entity({
  fields: {
    country: text(z.string().regex(/^[A-Z]{2}$/), fixed),
    timeZone: text(line(60), fixed),
    names: json(names, policy),
    ministry: json(z.looseObject({ ar: lines, other: lines }), policy),
    place: json(z.looseObject({ ar: line(200), other: line(200) }), policy),
    secondLanguage: text(z.string().regex(/^[a-z]{2}$/), policy),
    ownApprovalAllowed: bool(policy),
    /** X25519: one printed secret opens every PC of the office. */
    recoveryKey: text(base64, fixed),
    createdAt: int(Instant, fixed),
    /** Ed25519, from the same printed secret: what founded the office, and what every proof goes back to. */
    rootKey: text(base64, { ...fixed, ...optional }),
    proof: proof('policy'),
    /** What an administrator knows of the clocks before the tables do (ADR 019). */
    clock: json(z.looseObject({ periods: ClockPeriods, proof: Proof }).nullable(), optional),
    /** Whose word of a signer in a document from outside is taken (ADR 033): certificates, PEM. */
    issuers: json(z.looseObject({ trusted: TrustedIssuers, proof: Proof }).nullable(), optional),
    /** What stands above its letters in further languages, and how the moon is sighted (ADR 040). */
    letterhead: json(z.looseObject({ ...letterheadStored, proof: Proof }).nullable(), optional),
    /** What it chooses instructions from, in its order; null: what its country usually writes (W1). */
    instructions: json(z.array(names).max(60).nullable(), optional),
  },
  sees: everybody,
  writes: holds('office:manage'),
  power: {
    proves: [
      'country',
      'timeZone',
      'names',
      'ministry',
      'place',
      'secondLanguage',
      'ownApprovalAllowed',
      'recoveryKey',
      'rootKey',
    ],
    seals: ['clock', 'issuers', 'letterhead'],
    rooted: true,
    may: (_values, signer) => can(signer, 'office:manage'),
  },
  title: inTheirNames,
  needed: true,
  stays: 'always',
  ofOffice: true,
})
