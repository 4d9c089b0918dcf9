import { expect, it } from 'vitest'
import type { WayBackOffer } from '../../contract/way-back'
import { languages } from '../../contract/values'
import { words } from '../../domain/words'
import { withoutPage } from './without-page'

const usual: WayBackOffer = {
  ...{ from: '1.2.0', to: '1.1.0', why: 'crashed', data: 'copy', copiedAt: 1, kept: true, file: 'diwan_1.1.0.deb' },
  ...{ asksAdministrator: false, ready: false },
}
/** What was asked, and what was done, when these buttons are pressed. */
async function goes(change: Partial<WayBackOffer> | null, ...answers: number[]) {
  const done: string[] = []
  const going = {
    offer: async () => change && { ...usual, ...change },
    go: async () => {
      done.push('go')
      return { program: change?.kept === false ? ('byHand' as const) : ('installing' as const) }
    },
    tryAgain: () => void done.push('again'),
  }
  const asked: { message: string; detail: string; buttons: string[] }[] = []
  await withoutPage(going, 'fr', async (what) => {
    asked.push(what)
    return answers.shift() ?? what.buttons.length - 1
  })
  return { done, asked }
}

it('goes back, tries again or does nothing, as is said', async () => {
  for (const data of ['stays', 'copy'] as const) {
    expect((await goes({ data }, 0)).done).toEqual(['go'])
    expect((await goes({ data }, 1)).done).toEqual(['again'])
    expect((await goes({ data })).done).toEqual([])
  }
  const { asked } = await goes({}, 0)
  expect(asked).toHaveLength(1)
  expect(`${asked[0]?.message} ${asked[0]?.detail}`).toMatch(/1\.2\.0.*1\.1\.0/s)
})

it('names the file where the program is put back by hand, also when it is asked again', async () => {
  const first = await goes({ kept: false }, 0)
  expect([first.done, first.asked.length, first.asked[1]?.detail.includes('diwan_1.1.0.deb')]).toEqual([
    ['go'],
    2,
    true,
  ])
  const again = await goes({ kept: false, ready: true, data: 'stays' })
  expect([again.done, again.asked.length, again.asked[0]?.buttons.length]).toEqual([[], 1, 1])
})

it('loses nothing without a proof: where something would be lost, there is no button for it', async () => {
  const { done, asked } = await goes({ data: 'loses' }, 0)
  expect([done, asked[0]?.buttons]).toEqual([[], [words.fr.wayBack.close]])
})

it('says nothing where there is no way back', async () => {
  expect(await goes(null)).toEqual({ done: [], asked: [] })
})

it.each(languages)('has all its words, with their values (%s)', (language) => {
  const { broken, ready, byHand, loses } = words[language].wayBack
  for (const [text, names] of Object.entries({
    [broken]: ['from'],
    [ready]: ['to'],
    [byHand]: ['file'],
    [loses]: ['from'],
  }))
    for (const name of names) expect(text).toContain(`{${name}}`)
})
