import { can } from '../../contract/permissions'
import { everybody } from '../visibility/rule'
import { entity } from './entity'
import { Instant, base64, bool, fixed, inTheirNames, int, json, names, proof, text } from './field'
import { holds } from './writing'

/**
 * Another office whose signed files are believed (ADR 037): its root key, which an administrator held against the fingerprint that office read
 * to them. Its id is that office's. A letter under that key is that office's word, so accepting one is power.
 */
export const partner = entity({
  fields: {
    rootKey: text(base64, fixed),
    names: json(names, fixed),
    acceptedAt: int(Instant, fixed),
    active: bool({ group: 'standing' }),
    proof: proof('standing'),
  },
  sees: everybody,
  writes: holds('office:manage'),
  power: { proves: ['rootKey', 'names', 'active'], may: (_values, signer) => can(signer, 'office:manage') },
  title: inTheirNames,
  needed: true,
  stays: 'always',
  tells: [{ feature: 'exchange', ids: 'id' }],
})
