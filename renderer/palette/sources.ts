import { computed, onMounted, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import type { RegisterKind } from '../../contract/books'
import type { SavedFilter } from '../../contract/finding'
import { languages } from '../../contract/values'
import { keyShown, liveActions } from '../app/useActions'
import { api } from '../bridge/client'
import { readyLists } from '../lists/ready'
import { useRegisters } from '../register/registers'
import { useSession } from '../session/session'
import type { IconName } from '../ui/icons'
import { useNotice } from '../ui/notice'
import type { Findable } from './rank'

/** One line of the palette. */
export type Command = Findable & {
  id: string
  icon: IconName
  /** Where it belongs, beside its name. */
  of: string
  keys?: readonly string[]
  /** An entry that looks cancelled wherever it is named (N3). */
  cancelled?: boolean
  run: () => unknown
}
const kindIcon: Record<RegisterKind, IconName> = { incoming: 'inbox', outgoing: 'outbox', internal: 'internal' }

/** Everything this person may do or open from here; nothing of it is listed by hand: actions, routes and rows say themselves. */
export function useSources() {
  const { t } = useI18n()
  const route = useRoute()
  const router = useRouter()
  const session = useSession()
  const registers = useRegisters()
  const notice = useNotice()
  const saved = shallowRef<SavedFilter[]>([])
  onMounted(() => {
    if (session.can('register:read')) api.finding.saved({}).then((lists) => (saved.value = lists), notice.error)
  })

  const go = (to: string) => () => router.push(to)
  const inOthers = (key: string): string[] =>
    languages.filter((language) => language !== session.language).map((locale) => t(key, 1, { locale }))

  const actions = computed(() =>
    liveActions.value
      .filter(({ id }) => id !== 'everywhere.palette')
      .map(({ id, place, keys, icon, run }): Command => ({
        ...{ id, run, label: t(`actions.${id}`), also: inOthers(`actions.${id}`), of: t(`actions.${place}.title`) },
        icon: icon ?? 'keyboard',
        ...(keys && { keys: keys.map(keyShown) }),
      })),
  )
  const pages = computed(() =>
    router
      .getRoutes()
      .flatMap(({ meta }) => (meta.pages ?? []).map((page) => ({ ...page, may: [meta.needs, page.needs] })))
      .filter(({ may }) => may.every((needs) => needs === undefined || session.can(needs)))
      .map(({ to, title, icon }): Command => ({
        ...{ id: to, icon, label: t(title), also: inOthers(title), of: t('palette.page'), run: go(to) },
      })),
  )
  const books = computed(() =>
    registers.all
      .filter(({ standing }) => standing !== 'refused' && session.can('register:read'))
      .map(({ id, names, code, kind }): Command => ({
        ...{
          id: `book-${id}`,
          icon: kindIcon[kind],
          label: session.nameIn(names),
          also: [...Object.values(names), code],
        },
        ...{ of: t('palette.register'), run: go(`/register/${id}`) },
      })),
  )
  /** In the register that is open, else in the first of what arrives. */
  const listIn = computed(() => {
    const open = route.name === 'register' ? registers.byId.get(String(route.params['id'])) : undefined
    return open ?? registers.all.find(({ kind }) => kind === 'incoming') ?? registers.all[0]
  })
  const lists = computed(() => {
    const register = listIn.value
    if (!register || !session.can('register:read')) return []
    const list = (id: string, label: string, also: readonly string[]): Command => ({
      ...{ id: `list-${id}`, label, also, icon: 'filter', of: session.nameIn(register.names) },
      run: go(`/register/${register.id}?list=${id}`),
    })
    return [
      ...readyLists
        .filter(({ name }) => register.kind === 'incoming' || name !== 'unanswered')
        .map(({ name }) => list(name, t(`lists.ready.${name}`), inOthers(`lists.ready.${name}`))),
      ...saved.value.filter(({ criteria }) => criteria !== null).map(({ id, name }) => list(id, name, [])),
    ]
  })
  return { actions, pages, books, lists }
}
