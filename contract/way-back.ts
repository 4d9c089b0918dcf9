import { z } from 'zod'
import { command, query } from './define'
import { Credentials } from './session'
import { Version } from './updates'
import { Instant, None } from './values'

// The way back from a version that does not come up (docs/adr/026). Asked before anybody has logged in.

export const WayBackOffer = z.object({
  from: Version,
  /** Null: a version from before it was remembered. */
  to: Version.nullable(),
  /** crashed: twice at start · unopened: it could not open the office. */
  why: z.enum(['crashed', 'unopened']),
  /** stays: the older program reads what is here · copy: the copy comes back, nothing is lost · loses: an administrator decides. */
  data: z.enum(['stays', 'copy', 'loses']),
  copiedAt: Instant.nullable(),
  /** The package of `to` lies on this PC and is put in place by itself; else the file that is installed by hand. */
  kept: z.boolean(),
  file: z.string().max(120).nullable(),
  asksAdministrator: z.boolean(),
  /** The data are ready; only the program is missing. */
  ready: z.boolean(),
})
export type WayBackOffer = z.infer<typeof WayBackOffer>

export const wayBack = {
  /** Null: nothing went wrong here, and there is no way back. */
  offer: query({ needs: 'anyone', input: None, output: WayBackOffer.nullable() }),
  /** Data first, then the program. `by`: who answers for what is lost; `losing`: they have read how much. */
  go: command({
    needs: 'anyone',
    input: z.object({
      by: z.union([Credentials, z.object({ secret: z.string().max(200) })]).nullable(),
      losing: z.boolean().default(false),
    }),
    output: z.object({ program: z.enum(['installing', 'byHand']) }),
  }),
  /** Starts this version once more, as if it had never crashed. */
  tryAgain: command({ needs: 'anyone', input: None, output: None }),
}
