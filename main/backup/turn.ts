import type { Queue } from '../../db/core/queue'

/** Work beside restores and other copies, one at a time: they use one folder beside the vault. */
export type InTurn = <T>(signal: AbortSignal, work: () => Promise<T>) => Promise<T>

/** Whoever is stopped while waiting leaves at once: a restore closes the vault, and waits for every job. */
export const inTurnOf =
  (turn: Queue): InTurn =>
  (signal, work) =>
    new Promise((resolve, reject) => {
      const leave = (): void => reject(signal.reason)
      signal.addEventListener('abort', leave, { once: true })
      const done = turn.run(() => {
        signal.removeEventListener('abort', leave)
        signal.throwIfAborted()
        return work()
      })
      done.then(resolve, reject)
    })
