import type { LocationQuery, Router } from 'vue-router'
import type { LetterContent } from '../../contract/letters'
import type { ParkedChange } from '../../contract/sync'
import type { Fields } from '../../contract/wire'
import { api } from '../bridge/client'

/** What I had written, by field: a form is opened with it. */
export const mineOf = (held: ParkedChange): Fields =>
  Object.fromEntries(held.fields.map(({ name, mine }) => [name, mine]))

/** Opens the form of the thing with my values in it; a letter keeps them beside its text, to be taken over by a key. */
export async function openMending(router: Router, held: ParkedChange): Promise<void> {
  const { mend } = held
  if (!mend) return
  if (mend.form === 'letter') {
    const { content } = mineOf(held)
    if (!held.whole && content) await api.letters.keepOwn({ id: mend.id, content: content as unknown as LetterContent })
    await router.push({ path: `/letter/${mend.id}`, query: { held: held.id } })
  } else
    await router.push({
      path: `/${mend.form === 'contact' ? 'contact' : 'entry'}/${mend.id}`,
      query: { held: held.id },
    })
}

/** The held change an address names, if it is still there to be mended. */
export async function heldIn(query: LocationQuery): Promise<ParkedChange | null> {
  const { held } = query
  if (typeof held !== 'string') return null
  return (await api.sync.parked({})).find((one) => one.id === held) ?? null
}

/** Its form was saved: it is answered, when something was said. */
export const mended = (held: ParkedChange | null): Promise<unknown> =>
  held ? api.sync.putAway({ id: held.id, mended: true }) : Promise.resolve()
