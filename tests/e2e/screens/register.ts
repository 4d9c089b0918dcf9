import { at, type Screen } from './screen'

export const registerScreens: Screen[] = [
  {
    name: 'register',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/register/incoming', '[role=row][aria-selected]')
      await w.page.locator('[role=row][aria-selected]').nth(1).click()
    },
  },
  {
    name: 'register-cancelled',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/register/incoming', '[role=row][aria-selected]')
      await w.page.locator('[role=row].cancelled').click()
    },
  },
  {
    name: 'register-columns',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/register/incoming', '[role=row][aria-selected]')
      await w.button('register.columns.button').click()
      await w.page.locator('.menu').waitFor()
    },
  },
  {
    name: 'register-filter',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/register/incoming', '[role=row][aria-selected]')
      await w.button('lists.filter.button').click()
      await w.page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'register-chosen',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/register/incoming', '[role=row][aria-selected]')
      await w.page.getByRole('grid').focus()
      await w.page.keyboard.press('Control+a')
      await w.button('lists.chosen.change').click()
      await w.page.getByRole('dialog').waitFor()
    },
  },
  { name: 'register-outgoing', who: 'nadia', open: (w) => at(w, '/register/outgoing', '[role=row][aria-selected]') },
  { name: 'register-empty', who: 'nadia', open: (w) => at(w, '/register/internal', '.main .empty, .empty') },
  {
    name: 'register-filtered-empty',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/register/incoming', '[role=row][aria-selected]')
      await w.page.getByPlaceholder(w.t('register.search')).fill('لا يوجد هذا')
      await w.button('register.empty.showAll').waitFor()
    },
  },
  { name: 'entry-new', who: 'nadia', open: (w) => at(w, '/register/incoming/new', '.numband') },
  {
    name: 'entry-new-problems',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/register/incoming/new', '.numband')
      await w.page.locator('form .in').first().waitFor()
      await w.page.keyboard.press('Control+Enter')
      await w.page.locator('[aria-invalid=true]').first().waitFor()
    },
  },
  { name: 'outgoing-new', who: 'nadia', open: (w) => at(w, '/register/outgoing/new', '.numband') },
  {
    name: 'entry',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/register/incoming', '[role=row][aria-selected]')
      await w.openRow(w.page.locator('[role=row][aria-selected]').nth(1))
      await w.page.locator('.path').waitFor()
    },
  },
  {
    name: 'entry-correct',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/register/incoming', '[role=row][aria-selected]')
      await w.openRow(w.page.locator('[role=row][aria-selected]').nth(1))
      await w.button('register.entry.correct').click()
      await w.page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'entry-print',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/register/incoming', '[role=row][aria-selected]')
      await w.openRow(w.page.locator('[role=row][aria-selected]').nth(1))
      await w.button('register.entry.print').click()
      await w.page.locator('[role=dialog] .page[aria-busy=false]').first().waitFor()
    },
  },
  {
    name: 'jobs',
    who: 'nadia',
    open: async (w) => {
      await at(w, '/register/incoming', '[role=row][aria-selected]')
      await w.button('register.proof.button').click()
      await w.page.getByRole('dialog').locator('.hash').first().waitFor()
      await w.page.keyboard.press('Escape')
      await w.page.locator('button.jobs').click()
      await w.page.locator('aside.dr li').first().waitFor()
    },
  },
]
