import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { defineComponent, nextTick, shallowRef } from 'vue'
import { useList } from '../app/useList'
import UiTable from './UiTable.vue'

type Row = { id: string }
function shown(opens: boolean) {
  const items = shallowRef<Row[] | null>(null)
  const opened: string[] = []
  const page = mount(
    defineComponent({
      components: { UiTable },
      setup: () => ({
        items,
        list: useList<Row>({
          name: () => 'test',
          items: () => items.value ?? [],
          ...(opens && { open: ({ id }: Row) => opened.push(id) }),
        }),
      }),
      template: `<UiTable :list="list" :items="items" :titles="['letter']" label="letters" waiting="one moment">
        <template #default="{ row }"><td>{{ row.id }}</td></template><template #empty>none</template></UiTable>`,
    }),
  )
  const is = async (text: string) => {
    items.value = [...text].map((id) => ({ id }))
    await nextTick()
  }
  return { page, opened, is }
}

it('says that it waits, that there is nothing, and then its lines under their headings', async () => {
  const { page, is } = shown(true)
  expect(page.get('[role=status]').text()).toBe('one moment')
  await is('')
  expect(page.text()).toBe('none')
  await is('abc')
  expect(page.get('[role=grid]').attributes()).toMatchObject({ 'aria-label': 'letters', 'aria-rowcount': '4' })
  expect(page.get('th').text()).toBe('letter')
})

it('the arrows say which line they are on; Enter and a press open it, and it stays chosen', async () => {
  const { page, opened, is } = shown(true)
  await is('abc')
  const grid = page.get('[role=grid]')
  await grid.trigger('keydown', { key: 'End' })
  expect(grid.attributes('aria-activedescendant')).toBe('line-c')
  await grid.trigger('keydown', { key: 'Enter' })
  await page.findAll('tbody tr')[0]?.trigger('click')
  expect(opened).toEqual(['c', 'a'])
  expect(page.get('[aria-selected=true]').text()).toBe('a')
})

it('where there is nothing behind a line, it is only chosen', async () => {
  const { page, is } = shown(false)
  await is('ab')
  await page.findAll('tbody tr')[1]?.trigger('click')
  await page.get('[role=grid]').trigger('keydown', { key: 'Enter' })
  expect(page.get('[aria-selected=true]').text()).toBe('b')
})
