import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { defineComponent, nextTick, ref, shallowRef } from 'vue'
import { useList } from '../app/useList'
import UiList from './UiList.vue'

type Row = { id: string }
const rows = (text: string): Row[] => [...text].map((id) => ({ id }))

function shown(options: { hits?: boolean; beside?: boolean; groups?: boolean } = {}) {
  const items = shallowRef<Row[] | null>(null)
  const query = ref('')
  const find = vi.fn()
  const opened: string[] = []
  const page = mount(
    defineComponent({
      components: { UiList },
      setup: () => ({
        items,
        groups: () => [{ title: 'all', rows: items.value ?? [] }],
        grouped: options.groups,
        list: useList<Row>({
          name: () => 'test',
          items: () => items.value ?? [],
          open: ({ id }) => opened.push(id),
          ...{ query, find, ...options },
        }),
      }),
      template: `<UiList :list="list" :items="items" :groups="grouped ? groups() : undefined" label="people" waiting="one moment">
        <template #default="{ row }">{{ row.id }}</template><template #empty>nobody</template></UiList>`,
    }),
  )
  const press = (key: string) => page.get('[role=listbox]').trigger('keydown', { key })
  const chosen = () => page.findAll('[aria-selected=true]').map((line) => line.text())
  const is = async (now: Row[]) => {
    items.value = now
    await nextTick()
  }
  return { page, press, chosen, is, opened, query, find }
}
beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

it('says that it waits, that there is nothing, and then its lines by name', async () => {
  const { page, is } = shown()
  expect(page.get('[role=status]').text()).toBe('one moment')
  await is([])
  expect(page.text()).toBe('nobody')
  await is(rows('abc'))
  expect(page.get('[role=listbox]').attributes()).toMatchObject({
    'aria-label': 'people',
    tabindex: '0',
    'data-main': '',
  })
  expect(page.findAll('[role=option]').map((line) => line.text())).toEqual(['a', 'b', 'c'])
})

it('arrows, Home and End choose and stop at the ends; Enter and a press open', async () => {
  const { page, press, chosen, is, opened } = shown()
  await is(rows('abc'))
  expect(chosen()).toEqual([])
  await press('ArrowUp')
  expect(chosen()).toEqual(['a'])
  await press('End')
  await press('ArrowDown')
  expect(chosen()).toEqual(['c'])
  await press('Enter')
  await page.get('[role=option]').trigger('click')
  expect(opened).toEqual(['c', 'a'])
})

it('hits under a field: the first is chosen, the arrows go round, pointing chooses, and the field keeps the Tab', async () => {
  const { page, press, chosen, is } = shown({ hits: true, groups: true })
  await is(rows('abc'))
  expect(page.get('[role=listbox]').attributes('tabindex')).toBeUndefined()
  expect(page.get('[role=group]').attributes('aria-label')).toBe('all')
  expect(chosen()).toEqual(['a'])
  await press('ArrowUp')
  expect(chosen()).toEqual(['c'])
  await page.findAll('[role=option]')[1]?.trigger('pointermove')
  expect(chosen()).toEqual(['b'])
})

it('beside what it shows, one press chooses and two open', async () => {
  const { page, chosen, is, opened } = shown({ beside: true })
  await is(rows('ab'))
  await page.findAll('[role=option]')[1]?.trigger('click')
  expect([chosen(), opened]).toEqual([['b'], []])
  await page.findAll('[role=option]')[1]?.trigger('dblclick')
  expect(opened).toEqual(['b'])
})

it('a newer answer keeps the line on its item, and what is typed is asked once, after a pause', async () => {
  const { press, chosen, is, query, find } = shown()
  await is(rows('abc'))
  await press('End')
  await is(rows('xcab'))
  expect(chosen()).toEqual(['c'])
  for (const text of ['m', 'mu', 'mus']) {
    query.value = text
    await nextTick()
  }
  expect(find).not.toHaveBeenCalled()
  vi.runAllTimers()
  expect(find).toHaveBeenCalledTimes(1)
})
