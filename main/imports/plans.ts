import { z } from 'zod'
import { ImportPlan } from '../../contract/imports'
import { metaValue, setMeta } from '../../db/core/meta'
import type { Reader, Tx } from '../../db/core/sql'
import { headingsKey } from '../../domain/imports/headings'
import { sha256 } from '../../domain/hash'

const MOST = 40

/** How earlier files of this PC were read, by their headings; the latest ones. */
export class Remembered<T> {
  private readonly kept: z.ZodType<{ of: string; plan: T }[]>

  constructor(
    private readonly key: string,
    plan: z.ZodType<T>,
  ) {
    this.kept = z.array(z.object({ of: z.string(), plan }))
  }

  async of(read: Reader, headings: readonly string[]): Promise<T | undefined> {
    return (await this.all(read)).find(({ of }) => of === sha256(headingsKey(headings)))?.plan
  }

  async keep(tx: Tx, headings: readonly string[], plan: T): Promise<void> {
    const of = sha256(headingsKey(headings))
    const others = (await this.all(tx)).filter((one) => one.of !== of)
    await setMeta(tx, this.key, JSON.stringify([{ of, plan }, ...others].slice(0, MOST)))
  }

  private async all(read: Reader): Promise<{ of: string; plan: T }[]> {
    const text = await metaValue(read, this.key)
    // A newer version's plans are that version's.
    return this.kept.safeParse(JSON.parse(text ?? '[]')).data ?? []
  }
}

const registers = new Remembered('imports.plans', ImportPlan)
export const planFor = (read: Reader, headings: readonly string[]): Promise<ImportPlan | undefined> =>
  registers.of(read, headings)
export const keepPlan = (tx: Tx, headings: readonly string[], plan: ImportPlan): Promise<void> =>
  registers.keep(tx, headings, plan)
