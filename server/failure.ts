import type { WireErrorCode } from '../contract/wire'

/** What the server answers when it does not do what was asked: a code of the contract, never a message or a stack. */
export class Failure extends Error {
  constructor(
    readonly code: WireErrorCode,
    /** The operation it expects next. */
    readonly want?: number,
  ) {
    super(code)
    this.name = 'Failure'
  }
}
