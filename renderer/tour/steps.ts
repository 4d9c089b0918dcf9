import type { Role } from '../../contract/permissions'

/** What a step points at, by what stands there in the window of whoever may; and its words, `tour.steps.<name>`. */
export const places = {
  desk: '.side a[href="#/desk"]',
  registers: '.side a[href^="#/register/"]',
  find: '.side .cmd',
  letters: '.side a[href="#/letters"]',
  signatures: '.side a[href="#/letters?tab=toSign"]',
  slips: '.side a[href="#/slips"]',
  closing: '.side a[href="#/closing"]',
  conflicts: '.side a[href="#/conflicts"]',
  line: '.side button.sync',
  settings: '.side a[href="#/settings"]',
  me: '.side .me',
} as const
export type Step = keyof typeof places

/** Of several roles the first of these: what somebody does all day comes before what they do once a month. */
const tours: readonly (readonly [Role, readonly Step[]])[] = [
  ['clerk', ['registers', 'find', 'slips', 'closing', 'line', 'me']],
  ['headOfRegistry', ['registers', 'closing', 'conflicts', 'find', 'settings', 'me']],
  ['headOfOffice', ['desk', 'signatures', 'registers', 'find', 'me']],
  ['officer', ['desk', 'letters', 'registers', 'find', 'me']],
  ['socialWorker', ['desk', 'letters', 'registers', 'find', 'me']],
  ['administrator', ['desk', 'settings', 'line', 'me']],
]
export const stepsFor = (roles: readonly string[]): readonly Step[] =>
  tours.find(([role]) => roles.includes(role))?.[1] ?? ['find', 'me']
