import type { AllHandlers } from '../../main/ipc/router'
import type { Client } from '../../contract/define'
import type { Contract } from '../../contract'

/**
 * What must not compile, held by the type check: take one of these lines' errors away and `npm run typecheck` fails.
 * Nothing here runs.
 */
export async function mustNotCompile(api: Client<Contract>, handlers: AllHandlers): Promise<void> {
  const entry = await api.register.get({ id: '' })
  entry.numberText satisfies string
  const off: () => void = api.register.on('changed', (p) => p.ids.length)
  off()
  // @ts-expect-error no such call
  void api.register.burn({})
  // @ts-expect-error missing input
  void api.register.get({})
  // @ts-expect-error wrong input
  void api.register.get({ id: 7 })
  // @ts-expect-error not an event
  api.register.on('get', () => undefined)
  // @ts-expect-error a handler is missing
  const documents: AllHandlers['documents'] = { stage: handlers.documents.stage }
  void documents
  // @ts-expect-error a handler that answers something else
  const search: AllHandlers['search'] = { everywhere: async () => 'hits' }
  void search
}
