import { z } from 'zod'
import { ImportPlan } from '../../contract/imports'
import { metaValue, setMeta } from '../../db/core/meta'
import type { Reader, Tx } from '../../db/core/sql'
import { headingsKey } from '../../domain/imports/headings'
import { sha256 } from '../../domain/hash'

/** How earlier files of this PC were read, by their headings; the latest ones. */
const KEY = 'imports.plans'
const MOST = 40
const Kept = z.array(z.object({ of: z.string(), plan: ImportPlan }))

async function kept(read: Reader): Promise<z.infer<typeof Kept>> {
  const text = await metaValue(read, KEY)
  // A newer version's plans are that version's.
  return Kept.safeParse(JSON.parse(text ?? '[]')).data ?? []
}

export const planFor = async (read: Reader, headings: readonly string[]): Promise<ImportPlan | undefined> =>
  (await kept(read)).find(({ of }) => of === sha256(headingsKey(headings)))?.plan

export async function keepPlan(tx: Tx, headings: readonly string[], plan: ImportPlan): Promise<void> {
  const of = sha256(headingsKey(headings))
  const others = (await kept(tx)).filter((one) => one.of !== of)
  await setMeta(tx, KEY, JSON.stringify([{ of, plan }, ...others].slice(0, MOST)))
}
