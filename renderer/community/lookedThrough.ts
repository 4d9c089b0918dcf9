import { shallowRef } from 'vue'
import type { Proposal } from '../../contract/community'

/** What was found when all cards were last looked through: kept while somebody looks at one of them and comes back. */
export const lookedThrough = shallowRef<{ rows: Proposal[]; more: boolean; cards: number } | null>(null)
