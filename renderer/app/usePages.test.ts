import { mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { expect, it } from 'vitest'
import { usePages } from './usePages'

/** A table of ten lines, three a page. */
function listed() {
  const table = [...'abcdefghij']
  const asked: (string | undefined)[] = []
  const ask = async (after: string | undefined) => {
    asked.push(after)
    const from = after === undefined ? 0 : table.indexOf(after) + 1
    return { rows: table.slice(from, from + 3), more: from + 3 < table.length }
  }
  let list: ReturnType<typeof usePages<string>> | undefined
  mount({ setup: () => void (list = usePages(ask)), template: '<p />' }, { global: { plugins: [createPinia()] } })
  return { table, asked, list: list as ReturnType<typeof usePages<string>> }
}

it('a list goes on from its last line, and ends', async () => {
  const { asked, list } = listed()
  await list.begin()
  expect(list.rows.value?.join('')).toBe('abc')
  for (let pages = 0; pages < 5; pages++) await list.more()
  expect(list.rows.value?.join('')).toBe('abcdefghij')
  expect(asked).toEqual([undefined, 'c', 'f', 'i'])
})

it('asked again, it has as many lines as were here; another question begins at the first page', async () => {
  const { table, list } = listed()
  await list.begin()
  await list.more()
  table.unshift('new')
  await list.load()
  expect(list.rows.value).toEqual(['new', ...'abcde'])
  await list.begin()
  expect(list.rows.value).toEqual(['new', 'a', 'b'])
})

it('two that ask for more at once get one page', async () => {
  const { asked, list } = listed()
  await list.begin()
  await Promise.all([list.more(), list.more()])
  expect(list.rows.value?.join('')).toBe('abcdef')
  expect(asked).toEqual([undefined, 'c'])
})
