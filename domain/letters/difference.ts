/*
 * What differs between two states of a text with its parts, small enough to be kept at every pause: a changed word is its place and
 * itself, not the pages around it. Values are JSON.
 */

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

/** `v` another value · `s` in a text, `a` in a list: from where, how many go, what comes · `i` inside one of a list · `o` by name, `g` names that go */
export type Difference =
  | { v: Json }
  | { s: [at: number, gone: number, put: string] }
  | { a: [at: number, gone: number, put: Json[]] }
  | { i: [at: number, inside: Difference] }
  | { o: Record<string, Difference>; g?: string[] }

const isObject = (value: Json): value is { [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const alike = (a: Json, b: Json): boolean => difference(a, b) === null

/** What makes `after` of `before`; null where they are the same. Names are compared in any order. */
export function difference(before: Json, after: Json): Difference | null {
  if (before === after) return null
  if (typeof before === 'string' && typeof after === 'string') return { s: inText(before, after) }
  if (Array.isArray(before) && Array.isArray(after)) return inList(before, after)
  if (isObject(before) && isObject(after)) return byName(before, after)
  return { v: after }
}

/** Where two sequences begin to differ, and how much of their ends is the same. */
function edges(before: number, after: number, same: (a: number, b: number) => boolean): [start: number, end: number] {
  const most = Math.min(before, after)
  let start = 0
  while (start < most && same(start, start)) start++
  let end = 0
  while (end < most - start && same(before - 1 - end, after - 1 - end)) end++
  return [start, end]
}

function inText(before: string, after: string): [number, number, string] {
  const [start, end] = edges(before.length, after.length, (a, b) => before.charCodeAt(a) === after.charCodeAt(b))
  return [start, before.length - end - start, after.slice(start, after.length - end)]
}

function inList(before: Json[], after: Json[]): Difference | null {
  const [start, end] = edges(before.length, after.length, (a, b) => alike(before[a] as Json, after[b] as Json))
  const [gone, put] = [before.length - end - start, after.slice(start, after.length - end)]
  if (gone === 0 && put.length === 0) return null
  const inside = gone === 1 && put.length === 1 ? difference(before[start] as Json, put[0] as Json) : null
  return inside ? { i: [start, inside] } : { a: [start, gone, put] }
}

function byName(before: { [name: string]: Json }, after: { [name: string]: Json }): Difference | null {
  const changed: [string, Difference][] = []
  for (const [name, value] of Object.entries(after)) {
    const differs = Object.hasOwn(before, name) ? difference(before[name] as Json, value) : { v: value }
    if (differs) changed.push([name, differs])
  }
  const gone = Object.keys(before).filter((name) => !Object.hasOwn(after, name))
  if (changed.length === 0 && gone.length === 0) return null
  return { o: Object.fromEntries(changed), ...(gone.length > 0 && { g: gone }) }
}

/** The state that `difference` was made for. @throws Error where it was made of another `before` */
export function changedBy(before: Json, made: Difference | null): Json {
  if (made === null) return before
  if ('v' in made) return made.v
  if ('s' in made && typeof before === 'string') {
    const [at, gone, put] = made.s
    return before.slice(0, at) + put + before.slice(at + gone)
  }
  if ('a' in made && Array.isArray(before)) {
    const [at, gone, put] = made.a
    return [...before.slice(0, at), ...put, ...before.slice(at + gone)]
  }
  if ('i' in made && Array.isArray(before)) {
    const [at, inside] = made.i
    return before.map((one, index) => (index === at ? changedBy(one, inside) : one))
  }
  if ('o' in made && isObject(before)) {
    const kept = Object.entries(before).filter(([name]) => !made.g?.includes(name))
    const next = new Map<string, Json>(kept)
    for (const [name, inside] of Object.entries(made.o)) next.set(name, changedBy(before[name] ?? null, inside))
    return Object.fromEntries(next)
  }
  throw new Error('A difference of something else')
}
