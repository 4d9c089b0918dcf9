import { isVoid } from '../../contract/register'
import { cancelEntry, correctEntry } from '../../main/register/changing'
import { registerEntry } from '../../main/register/registration'
import { entryInput, type TestDesk } from '../fixtures/office'
import { figure, median, numberAsked } from './figures'
import { registerOf } from './register-of'

/** How large the office beside it is. */
const SMALL = 1_000
/** Each is asked so often that one slow one does not count. */
const TIMES = 9

/**
 * What a day at the desk asks, in an office of a million entries, beside the same in one of a thousand: what takes longer there grows with
 * the register, and would go on growing.
 */
async function run(): Promise<void> {
  const entries = numberAsked('entries', 1_000_000)
  const small = await everyday(await registerOf(SMALL))
  const large = await everyday(await registerOf(entries))
  for (const [what, ms] of large) {
    const peer = small.get(what) ?? null
    const beside = `<= 16 ms, or <= 2 x that of ${SMALL}`
    const met = (value: number, ratio: number | null): boolean => value <= 16 || (ratio ?? Infinity) <= 2
    figure({ bench: 'everyday', what: `${what}, ${entries} entries (ms)`, value: ms, peer, aim: beside, met })
  }
}

async function everyday(desk: TestDesk): Promise<Map<string, number>> {
  const { api, app } = desk
  const { desk: open, actor } = app.session
  const register = (await api.register.registers({})).find((r) => r.kind === 'incoming')
  const held = register?.books.find(({ heldHere }) => heldHere)
  if (!register || !held) throw new Error('no book')
  const filter = { registerId: register.id, year: held.year, tab: 'all' as const, text: '' }
  const lines = await api.register.rows({ ...filter, offset: 0, limit: 100 })
  const id = lines.find((line) => !isVoid(line) && !line.hidden)?.id ?? ''
  const [card] = await api.community.find({ text: '', kind: null, limit: 1 })
  const given = await entryInput(desk, { correspondentId: card?.id ?? null })
  const made: string[] = []
  let said = 0
  const registers = async (): Promise<void> => {
    const next = open.newId()
    await registerEntry(open, actor, { ...given, id: next })
    made.push(next)
  }
  const subject = { field: 'subject', reason: 'سهو' } as const
  const asked: [string, () => Promise<unknown>][] = [
    ['registers and their books', () => api.register.registers({})],
    ['what is to close', () => api.closing.books({})],
    ['sheets of a book', () => api.closing.sheets({ bookId: held.id })],
    ['an entry is registered', registers],
    ['an entry is opened', () => api.register.get({ id })],
    [
      'an entry is corrected',
      () => correctEntry(open, actor, { ...subject, id: made[0] ?? '', value: `موضوع ${++said}` }),
    ],
    ['an entry is cancelled', () => cancelEntry(open, actor, { id: made.pop() ?? '', reason: 'مكرر' })],
    ['duplicates while it is typed', () => api.register.check({ ...given, id: open.newId(), reference: '12/2026' })],
    ['a number leads to its entry', () => api.finding.numbered({ text: '417', registerId: null, year: null })],
    ['the search page', () => api.search.everywhere({ text: 'طلب', limit: 60 })],
    ['ready lists and pins', () => api.finding.shelf({})],
    [
      'filing is proposed',
      () =>
        api.filing.propose({
          registerId: register.id,
          correspondentId: card?.id ?? null,
          unitId: given.unitId,
          replyToId: null,
        }),
    ],
    ['a card is opened', () => api.community.get({ id: card?.id ?? '' })],
    ['its life', () => api.community.timeline({ id: card?.id ?? '', kinds: [], limit: 60 })],
    ['letters and drafts', () => api.letters.list({ tab: 'mine' })],
    ['what is to be described', () => api.describing.count({})],
    ['what is out', () => api.slips.count({})],
    ['how the line stands', () => api.sync.status({})],
    ['the queue', () => api.sync.queue({ after: 0, limit: 200 })],
    ['people abroad, own cards', () => api.diaspora.own({})],
  ]
  const found = new Map<string, number>()
  for (const [what, work] of asked)
    found.set(
      what,
      await median(work, TIMES).catch((error: unknown) => {
        throw new Error(what, { cause: error })
      }),
    )
  await desk.close()
  return found
}

run().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
