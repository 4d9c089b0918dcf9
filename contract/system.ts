import { z } from 'zod'
import { command, query } from './define'
import { None, text } from './values'

/** What the program asks of the system it runs on. */
export const system = {
  about: query({
    needs: 'anyone',
    input: None,
    output: z.object({
      version: z.string(),
      electron: z.string(),
      chromium: z.string(),
      /** Version of the time-zone tables, `2026a`: what they do not know yet of a country's clocks is wrong here. */
      timeZones: z.string().default(''),
      supported: z.boolean(),
    }),
  }),
  /** How large the window is drawn, in per cent; without one it is asked. Kept over a restart. */
  zoom: command({
    needs: 'anyone',
    input: z.object({ percent: z.int().min(80).max(200).optional() }),
    output: z.object({ percent: z.int() }),
  }),
  /** Saves a document of ours (entry, letter, file) where the person says; false when they changed their mind. */
  saveAs: command({
    needs: 'sync:read',
    input: z.object({ url: z.string().max(300), suggestedName: text(120) }),
    output: z.object({ saved: z.boolean() }),
  }),
  /** The system's print dialog for what the window shows in its print view. */
  print: command({
    needs: 'sync:read',
    /** What is shown there, for the security log. */
    input: z.object({
      url: z.string().max(300).optional(),
      /** Set in the driver's dialog, where it can still be changed; without it as the printer is set. */
      duplex: z.enum(['simplex', 'longEdge', 'shortEdge']).optional(),
    }),
    output: z.object({ printed: z.boolean() }),
  }),
}
