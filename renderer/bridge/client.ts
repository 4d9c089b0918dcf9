import type { Client } from '../../contract/define'
import { AppError, type Result } from '../../contract/errors'
import type { Contract } from '../../contract'
import type { Looked } from '../../contract/exchange'
import type { OpenedFigures } from '../../contract/figure-import'
import type { OpenedPeople } from '../../contract/people-import'
import type { OpenedSheet } from '../../contract/imports'
import type { OpenedPlan } from '../../contract/plan-import'
import type { OpenedList } from '../../contract/runs'
import type { EntryFile } from '../../contract/register'

/** Gives the value, or throws what main said went wrong. */
function unwrap(result: Result<unknown>): unknown {
  if (result.ok) return result.value
  throw new AppError(result.error.code, result.error.params, result.error.reportId)
}

const call = async (feature: string, name: string, input: unknown): Promise<unknown> =>
  unwrap(await window.diwan.call({ feature, name, input: plain(input) }))

/** A reactive proxy cannot cross the bridge (structured clone refuses it); the contract is plain data anyway. */
const plain = (input: unknown): unknown => JSON.parse(JSON.stringify(input ?? {}))

const feature = (name: string): unknown =>
  new Proxy(
    {},
    {
      get: (_, member) =>
        member === 'on'
          ? (event: string, seen: (payload: unknown) => void) => window.diwan.on(name, event, seen)
          : (input: unknown) => call(name, String(member), input),
    },
  )

const features = new Map<string, unknown>()

/** `await api.register.get({ id })`; `const off = api.register.on('changed', …)`. Types come from the contract alone. */
export const api = new Proxy(
  {},
  {
    get(_, name) {
      const key = String(name)
      const known = features.get(key) ?? feature(key)
      features.set(key, known)
      return known
    },
  },
) as Client<Contract>

/** Hands a file the person chose or dropped to the vault. `keepProtected`: they know that it needs a password. */
export const stageFile = async (file: File, keepProtected = false): Promise<EntryFile> =>
  unwrap(await window.diwan.stageFile(file, keepProtected)) as EntryFile

/** Hands a list of addressees the person chose to main, to be looked at. */
export const openList = async (file: File): Promise<OpenedList> =>
  unwrap(await window.diwan.openList(file)) as OpenedList

/** Hands a spreadsheet the person chose to main, to be looked at. */
export const openSheet = async (file: File, registerId: string): Promise<OpenedSheet> =>
  unwrap(await window.diwan.openSheet(file, registerId)) as OpenedSheet

/** Hands a filing plan in a spreadsheet the person chose to main, to be looked at. */
export const openPlan = async (file: File): Promise<OpenedPlan> =>
  unwrap(await window.diwan.openPlan(file)) as OpenedPlan

/** Hands a table of official figures the person chose to main, to be looked at. */
export const openFigures = async (file: File): Promise<OpenedFigures> =>
  unwrap(await window.diwan.openFigures(file)) as OpenedFigures

/** Hands a list of people the person chose to main, to be looked at. */
export const openPeople = async (file: File): Promise<OpenedPeople> =>
  unwrap(await window.diwan.openPeople(file)) as OpenedPeople

/** Hands signed files the person chose or dropped to main, to be looked at. */
export const openCapsules = async (files: readonly File[]): Promise<Looked[]> =>
  unwrap(await window.diwan.openCapsules([...files])) as Looked[]
