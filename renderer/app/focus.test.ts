import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { defineComponent, nextTick, ref } from 'vue'
import { keepFocus } from './focus'

let focus: ReturnType<typeof keepFocus>
beforeEach(() => (focus = keepFocus(document.body)))
afterEach(() => {
  focus.stop()
  document.body.replaceChildren()
})
const settled = (): Promise<void> => new Promise((done) => setTimeout(done, 60))
function show(template: string, state: Record<string, unknown> = {}) {
  return mount(defineComponent({ setup: () => state, template }), { attachTo: document.body })
}
const id = (): string => document.activeElement?.id ?? ''
const at = (name: string): HTMLElement => document.querySelector<HTMLElement>(`#${name}`) ?? document.body

it('a date that is said to be missing hands the typing on to the next field, and back when it is typed after all', async () => {
  const undated = ref(false)
  show(
    `<div class="page"><input id="search"><div data-fields><form>
      <div class="f"><input id="before"></div>
      <div class="f"><p v-if="undated"><button id="undo" @click="undated = false">undo</button></p><input v-else id="date"></div>
      <div class="f"><input id="reference"></div>
    </form></div></div>`,
    { undated },
  )
  at('date').focus()
  undated.value = true
  await expect.poll(id).toBe('reference')
  at('undo').focus()
  undated.value = false
  await expect.poll(id).toBe('date')
})

it('a draft or a scan taken away leaves the clerk in the field they were typing in', async () => {
  const scans = ref(['a'])
  show(
    `<div class="page"><div data-fields><form><div class="f"><input id="channel"></div><div class="f"><textarea id="subject"></textarea></div></form>
      <ul><li v-for="scan in scans" :key="scan"><button :id="scan" @click="scans = []">×</button></li></ul></div></div>`,
    { scans },
  )
  at('subject').focus()
  at('a').focus()
  scans.value = []
  await expect.poll(id).toBe('subject')
})

it('a line taken out of a list hands the focus to its neighbour, never to a button that takes something away', async () => {
  const lines = ref(['a', 'b'])
  show(
    `<div class="page"><ul><li v-for="line in lines" :key="line"><button :id="line + '-open'"></button><button :id="line + '-gone'" data-removes></button></li></ul></div>`,
    { lines },
  )
  at('a-gone').focus()
  lines.value = ['b']
  await expect.poll(id).toBe('b-open')
})

it('a page that opens gives the focus to its list, when that has come, and to its heading until then', async () => {
  const here = ref(false)
  show(`<div class="page"><h1 id="title"></h1><ul v-if="here" id="list" data-main tabindex="0"></ul></div>`, { here })
  focus.opened()
  await expect.poll(id).toBe('title')
  here.value = true
  await expect.poll(id).toBe('list')
})

it('who acts before the list has come keeps the focus where they put it', async () => {
  const here = ref(false)
  show(`<div class="page"><h1></h1><input id="box"><ul v-if="here" data-main tabindex="0"></ul></div>`, { here })
  focus.opened()
  at('box').focus()
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }))
  here.value = true
  await settled()
  expect(id()).toBe('box')
})

it('a button that rests while its work runs has the focus again afterwards', async () => {
  const busy = ref(false)
  show(`<div class="page"><button id="save" :disabled="busy"></button></div>`, { busy })
  at('save').focus()
  busy.value = true
  await nextTick()
  at('save').blur()
  await settled()
  busy.value = false
  await expect.poll(id).toBe('save')
})
