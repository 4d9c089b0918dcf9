import type { UpdateRefusal } from '../../contract/updates'

/** A release that is not installed here, and why: the old version goes on. */
export class NotInstalled extends Error {
  constructor(readonly reason: UpdateRefusal) {
    super(reason)
  }
}
