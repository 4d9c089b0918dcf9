import { z } from 'zod'
import { command, query, type Access } from './define'
import { Look, refusalReasons, textEncodings, textSeparators } from './imports'
import { Id, Sha256, text } from './values'

/*
 * What every spreadsheet that is brought in has in common, whatever it holds (a filing plan, official figures, cards): it is opened, looked
 * at one way and another, gone over without writing, written as it was looked at, and its refused rows are saved.
 */

/** Of a cell of any spreadsheet (imports.ts). */
export const cellRefusals = refusalReasons.slice(0, 6) as readonly (typeof refusalReasons)[0 | 1 | 2 | 3 | 4 | 5][]

/** How the rows are taken; kept on this PC for the next file with the same headings. */
export const mappingOf = <Use extends z.ZodType, More extends z.ZodRawShape>(use: Use, more: More) =>
  z.object({ headerRows: z.int().min(0).max(5), columns: z.array(use).max(500), ...more })

export const openedOf = <Mapping extends z.ZodType>(mapping: Mapping) =>
  z.object({
    ...{ id: Id, name: z.string(), look: Look, headings: z.array(z.string()) },
    /** The first rows, headings included, as they stand. */
    sample: z.array(z.object({ line: z.int(), cells: z.array(z.string()) })),
    mapping,
    /** The mapping is that of an earlier file with these headings. */
    remembered: z.boolean(),
  })

export const refusalOf = <Reason extends z.ZodType>(reason: Reason) =>
  z.object({ line: z.int(), column: z.int().nullable(), value: z.string(), reason })

/** `refusals`: the first of them; all of them are in the report. `problems`: by reason, the most frequent first. */
export const previewOf = <Reason extends z.ZodType, More extends z.ZodRawShape>(reason: Reason, more: More) =>
  z.object({
    ...{ sha256: Sha256, rows: z.int(), refusals: z.array(refusalOf(reason)) },
    problems: z.array(z.object({ reason, count: z.int() })),
    ...more,
  })

const ById = z.object({ id: Id })

/** @param run what is asked beside the file and the mapping when it is written: what the preview said, so that nothing else is written */
export function sheetCalls<
  Mapping extends z.ZodType,
  Opened extends z.ZodType,
  Preview extends z.ZodType,
  Run extends z.ZodRawShape,
  Outcome extends z.ZodType,
>(of: { needs: Access; mapping: Mapping; opened: Opened; preview: Preview; run: Run; outcome: Outcome }) {
  const { needs, mapping, opened, preview, outcome } = of
  const mapped = z.object({ id: Id, mapping })
  return {
    /** The path comes from a File the person chose (preload). */
    open: command({ needs, input: z.object({ path: z.string().max(4000) }), output: opened }),
    /** Reads it another way: another encoding, separator, sheet, or number of header rows. */
    look: command({
      needs,
      input: ById.extend({
        encoding: z.enum(textEncodings).optional(),
        separator: z.enum(textSeparators).optional(),
        sheet: z.int().min(0).max(500).optional(),
        headerRows: z.int().min(0).max(5).optional(),
      }),
      output: opened,
    }),
    /** Goes over the whole file and writes nothing. */
    check: command({ needs, input: mapped, output: preview }),
    /** Writes what was looked at, and nothing else. */
    run: command({ needs, input: z.object({ id: Id, mapping, sha256: Sha256, ...of.run }), output: outcome }),
    /** The refused rows with their reasons, as a file to mend and to bring in again: diwan://print/<token>. */
    refused: query({ needs, input: mapped, output: z.object({ url: z.string(), name: text(120) }) }),
    close: command({ needs, input: ById, output: z.object({}).strict() }),
  }
}
