import { expect, it } from 'vitest'
import { nextTick, ref, shallowRef } from 'vue'
import type { RegisterLine } from '../../contract/register'
import { openWhenHere } from './openWhenHere'

function list() {
  const rows = shallowRef<Record<number, { id: string }>>({})
  const selected = ref<number | null>(null)
  const opened: string[] = []
  const open = openWhenHere(
    (offset) => rows.value[offset] as RegisterLine | undefined,
    selected,
    (row) => opened.push(row.id),
  )
  const press = (offset: number): void => {
    selected.value = offset
    open(offset)
  }
  return { rows, selected, opened, press }
}

it('a line whose row is here opens at once, and once', async () => {
  const { rows, opened, press } = list()
  rows.value = { 1: { id: 'b' } }
  press(1)
  await nextTick()
  rows.value = { 1: { id: 'b' } }
  await nextTick()
  expect(opened).toEqual(['b'])
})

it('a line opened before its row came opens when it comes', async () => {
  const { rows, opened, press } = list()
  press(1)
  await nextTick()
  expect(opened).toEqual([])
  rows.value = { 1: { id: 'b' } }
  await nextTick()
  expect(opened).toEqual(['b'])
})

it('choosing another line meanwhile lets go of it', async () => {
  const { rows, selected, opened, press } = list()
  press(1)
  await nextTick()
  selected.value = 2
  await nextTick()
  rows.value = { 1: { id: 'b' }, 2: { id: 'c' } }
  await nextTick()
  expect(opened).toEqual([])
})
