/** The one channel of the bridge, and the one on which events come back. */
export const CALL = 'diwan:call'
export const EVENT = 'diwan:event'

export type CallRequest = { feature: string; name: string; input: unknown }
export type EventMessage = { feature: string; name: string; payload: unknown }
