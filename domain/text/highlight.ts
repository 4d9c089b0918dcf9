import { indexForms, runsOf, type Term } from './forms'
import { phonesOf } from './phone'
import { readQuery, type Query } from './query'

type Mark = { from: number; to: number }

/** Cuts a text into pieces and says which of them the query found: by the same forms as the index holds. */
export function highlight(text: string, query: string): { text: string; hit: boolean }[] {
  const asked = readQuery(query)
  if (!asked) return [{ text, hit: false }]
  const pieces: { text: string; hit: boolean }[] = []
  let from = 0
  for (const mark of marksOf(text, asked)) {
    if (mark.from > from) pieces.push({ text: text.slice(from, mark.from), hit: false })
    pieces.push({ text: text.slice(mark.from, mark.to), hit: true })
    from = mark.to
  }
  if (from < text.length) pieces.push({ text: text.slice(from), hit: false })
  return pieces
}

/** Whether every piece of the query stands in a text that is in no index, each where `highlight` marks it. */
export function holds(text: string, query: string): boolean {
  const asked = readQuery(query)
  return asked !== null && stands(text, asked)
}
function stands(text: string, query: Query): boolean {
  if ('all' in query) return query.all.every((one) => stands(text, one))
  if ('near' in query) return query.near.every((one) => stands(text, one))
  // The forms of one word are looked for together; what is put together of several is not.
  if ('any' in query && query.any.some((one) => 'all' in one)) return query.any.some((one) => stands(text, one))
  return marksOf(text, query).length > 0
}

function marksOf(text: string, query: Query): Mark[] {
  const { terms, phrases } = wanted(query)
  const runs = runsOf(text)
  const found: Mark[] = []
  for (const run of runs) {
    if (run.joined && meets(indexForms(run.joined), terms)) found.push({ from: run.at, to: run.at + run.raw.length })
    for (const part of run.parts)
      if (meets(part.words.flatMap(indexForms), terms)) found.push({ from: part.at, to: part.at + part.raw.length })
  }
  const parts = runs.flatMap((run) => run.parts)
  for (const [one, two] of phrases)
    parts.forEach((part, index) => {
      const next = parts[index + 1]
      if (!next || !meets(part.words.flatMap(indexForms), [one]) || !meets(next.words.flatMap(indexForms), [two]))
        return
      found.push({ from: part.at, to: part.at + part.raw.length }, { from: next.at, to: next.at + next.raw.length })
    })
  for (const phone of phonesOf(text))
    if (meets(phone.keys, terms)) found.push({ from: phone.at, to: phone.at + phone.raw.length })
  return merged(found)
}

const meets = (forms: readonly string[], terms: readonly Term[]): boolean =>
  terms.some((term) => forms.some((form) => (term.whole ? form === term.text : form.startsWith(term.text))))

function wanted(query: Query): { terms: Term[]; phrases: [Term, Term][] } {
  if ('text' in query) return { terms: [query], phrases: [] }
  if ('near' in query) return { terms: query.near, phrases: [] }
  if ('phrase' in query) {
    const [one, two] = query.phrase
    return { terms: [], phrases: one && two ? [[one, two]] : [] }
  }
  const inside = ('all' in query ? query.all : query.any).map(wanted)
  return { terms: inside.flatMap((i) => i.terms), phrases: inside.flatMap((i) => i.phrases) }
}

function merged(marks: Mark[]): Mark[] {
  const out: Mark[] = []
  for (const mark of marks.sort((a, b) => a.from - b.from || b.to - a.to)) {
    const last = out.at(-1)
    if (last && mark.from < last.to) last.to = Math.max(last.to, mark.to)
    else out.push({ ...mark })
  }
  return out
}
