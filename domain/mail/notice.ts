import { idFrom } from '../hash'

/** The outgoing entry of the notice of what was forwarded: its id follows, so that pressing twice takes one number (N2). */
export const noticeIdOf = (forwardingId: string): string => idFrom(`diwan notice ${forwardingId}`)
