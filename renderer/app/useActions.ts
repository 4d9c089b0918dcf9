import { computed, onBeforeUnmount, onMounted, shallowReactive } from 'vue'
import type { IconName } from '../ui/icons'
import { useKeys } from './keys'

export type ActionFacts = {
  /** As `keyName` says them. */
  keys?: readonly string[]
  icon?: IconName
}
/** What can be done in one place; its words are `actions.<place>.title` and `actions.<place>.<name>`. */
export type Actions = { place: string; does: Record<string, ActionFacts> }

/** One that can be done now: its page, or its part of one, is shown. */
export type LiveAction = ActionFacts & { id: string; place: string; run: () => unknown; when: () => boolean }
const live = shallowReactive(new Set<readonly LiveAction[]>())

/** All that can be done now, a page's own before those of its parts and of the window. */
export const liveActions = computed(() => [...live].reverse().flatMap((part) => part.filter(({ when }) => when())))

type Bound = (() => unknown) | { run: () => unknown; when: () => boolean }

/**
 * What a part of the window lists in its feature's `actions.ts` is done here while it is shown: its keys are heard, and the palette finds
 * it. The list of keys shows all of them, shown or not. `heard`: somebody else hears the keys.
 */
export function useActions<A extends Actions>(
  { place, does }: A,
  bound: { [name in keyof A['does']]?: Bound },
  { heard = false } = {},
): void {
  const mine = Object.entries(bound as Record<string, Bound>).map(([name, act]): LiveAction => {
    const { run, when } = typeof act === 'function' ? { run: act, when: () => true } : act
    return { ...does[name], id: `${place}.${name}`, place, run, when }
  })
  onMounted(() => live.add(mine))
  onBeforeUnmount(() => live.delete(mine))
  if (heard) return
  const keys = mine.flatMap(({ keys = [], run, when }) => keys.map((key) => [key, () => when() && run()] as const))
  useKeys(Object.fromEntries(keys))
}

/** Every feature's, in the order of their files; found by themselves, as the pages are. */
const files = import.meta.glob<Record<string, Actions>>('../*/actions.ts', { eager: true })
export const allActions: readonly Actions[] = Object.values(files).flatMap((file) => Object.values(file))

const NAMES: Record<string, string> = { ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc', ' ': 'Space' }
/** As it is printed on the keyboard: `Ctrl N`, `Alt ↓`. */
export const keyShown = (key: string): string =>
  key
    .split('+')
    .map((part) => NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join(' ')
