import { can } from '../../contract/permissions'
import { everybody } from '../visibility/rule'
import { has, isOwn, only } from './writing'
import { entity } from './entity'
import { Id, Instant, base64, fixed, int, optional, proof, text, word } from './field'

/** Ed25519 keys people sign with; one a person and PC. Whose it is, somebody whose word counts has signed (`origin`). */
export const userKey = entity({
  fields: {
    userId: text(Id, fixed),
    deviceId: text(Id, fixed),
    publicKey: text(base64, fixed),
    createdAt: int(Instant, fixed),
    origin: text(word, { ...fixed, ...optional }),
    proof: proof('proof', fixed),
  },
  sees: everybody,
  writes: (op, row, who) =>
    only(
      row === null &&
        (has(who, 'users:manage') || (op.fields['userId'] === op.user && isOwn(who, op.fields['deviceId']))),
    ),
  power: {
    proves: ['userId', 'deviceId', 'publicKey', 'createdAt', 'origin'],
    rooted: true,
    /** By an older one of the same person, with an administrator's pass, or by an administrator (a reset). */
    may: ({ userId, origin }, signer, { pass }) => {
      if (pass) return origin === 'enrolment' && signer.userId === userId
      if (signer.userId === userId) return origin === 'own'
      return origin === 'reset' && can(signer, 'users:manage')
    },
  },
  needed: true,
  stays: 'always',
})
