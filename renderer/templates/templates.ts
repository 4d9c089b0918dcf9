import { computed, shallowRef } from 'vue'
import { normalise } from '../../domain/text/normalise'
import type { Template } from '../../contract/templates'
import { api } from '../bridge/client'

/** The templates there are, narrowed by what is typed: their names in every language. */
export function useTemplates() {
  const all = shallowRef<Template[] | null>(null)
  const load = async (): Promise<void> => void (all.value = await api.templates.list({}))
  const inUse = computed(() => all.value?.filter(({ retired }) => !retired) ?? null)
  return { all, inUse, load }
}

/** Every word that was typed, somewhere in these texts; spelling is folded as the search folds it. */
export function saysAll(texts: readonly string[], typed: string): boolean {
  const said = normalise(texts.join(' '))
  return normalise(typed.trim())
    .split(/\s+/u)
    .every((word) => said.includes(word))
}

export const named = (one: Pick<Template, 'names'>, typed: string): boolean => saysAll(Object.values(one.names), typed)
