import { setTimeout as pause } from 'node:timers/promises'
import type { Postgres } from './embedded'

const LOOK_MS = 1_000
const TRIES = 20

/**
 * Looks after the PostgreSQL of our own: one that died comes back by itself; one that does not come back ends the server, whose
 * unit starts it anew. Requests meanwhile are answered `busy`, and desks try again.
 * @returns stops looking
 */
export function watchPostgres(
  postgres: Postgres,
  on: { died: (error: unknown) => void; lost: (error: unknown) => void },
): () => void {
  let watching = true
  const look = async (): Promise<void> => {
    while (watching) {
      await pause(LOOK_MS, undefined, { ref: false })
      if (!watching || postgres.alive()) continue
      on.died(new Error('PostgreSQL died'))
      await revive().catch((error: unknown) => {
        watching = false
        on.lost(error)
      })
    }
  }
  const revive = async (): Promise<void> => {
    for (let tries = 1; watching; tries++) {
      try {
        return await postgres.revive()
      } catch (error) {
        // What the killed one's children still hold is let go within seconds.
        if (tries === TRIES) throw error
        await pause(LOOK_MS, undefined, { ref: false })
      }
    }
  }
  void look()
  return () => {
    watching = false
  }
}
