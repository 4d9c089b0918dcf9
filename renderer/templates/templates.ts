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

export function named(one: Pick<Template, 'names'>, typed: string): boolean {
  const said = normalise(Object.values(one.names).join(' '))
  return normalise(typed.trim())
    .split(/\s+/u)
    .every((word) => said.includes(word))
}
