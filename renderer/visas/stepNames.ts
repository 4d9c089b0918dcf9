import { useI18n } from 'vue-i18n'
import type { Names } from '../../contract/values'
import type { VisaStep } from '../../contract/visas'
import { roleNames } from '../../contract/permissions'
import { isolated } from '../app/isolated'
import { useSession } from '../session/session'

type Step = { kind: string; role: string }

/** What a step of a path is called: a person, or a role of a unit. */
export function useStepNames() {
  const { t } = useI18n()
  const session = useSession()
  const roleOf = (role: string): string =>
    roleNames.some((known) => known === role) ? t(`values.roles.${role}`) : role
  return {
    roleOf,
    nameOf: (step: Step, names: Names | null): string => {
      const name = names ? session.nameIn(names) : '—'
      return step.kind === 'unit'
        ? t('visas.ofUnit', { role: isolated(roleOf(step.role)), unit: isolated(name) })
        : name
    },
  }
}
export const keyOf = ({ kind, id, role }: VisaStep | { kind: string; id: string; role: string }): string =>
  `${kind}/${id}/${role}`
