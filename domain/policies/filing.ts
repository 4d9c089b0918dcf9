import type { FilingRule } from '../../contract/filing'
import type { Country, Names } from '../../contract/values'
import { abroad, common, type Line } from './filing-common'

/** A class as it is proposed: what an office makes of it is its own, and its years are to be confirmed with the national archives. */
export type ProposedClass = Omit<FilingRule, 'basis'> & { code: string; names: Names; under: string | null }

/** What a country says in its own words, or has and the others have not. */
const own: Record<Country, readonly Line[]> = {
  MA: [
    [
      '51',
      ['الشكايات والطلبات', 'Réclamations et demandes', 'Complaints and requests', 'Quejas y solicitudes'],
      [3, 7, 'matter', 'sample'],
    ],
  ],
  EG: [
    [
      '51',
      ['الشكاوى والطلبات', 'Réclamations et demandes', 'Complaints and requests', 'Quejas y solicitudes'],
      [3, 7, 'matter', 'sample'],
    ],
    [
      '58',
      [
        'لقاءات الوزير بالجاليات',
        'Rencontres du ministre avec les communautés',
        'The minister’s meetings with communities',
        'Encuentros del ministro con las comunidades',
      ],
      [3, 12, 'matter', 'transfer'],
    ],
  ],
  LB: [
    [
      '51',
      ['الشكاوى والطلبات', 'Réclamations et demandes', 'Complaints and requests', 'Quejas y solicitudes'],
      [3, 7, 'matter', 'sample'],
    ],
    [
      '90',
      [
        'البلديات والاتحادات والمختارون',
        'Municipalités, unions et mokhtars',
        'Municipalities, unions and mukhtars',
        'Municipios, mancomunidades y mujtares',
      ],
    ],
    [
      '91',
      ['معاملات البلديات', 'Démarches des municipalités', 'Procedures of municipalities', 'Trámites de los municipios'],
      [5, 15, 'matter', 'transfer'],
    ],
    [
      '92',
      [
        'موازنات البلديات والاتحادات',
        'Budgets des municipalités et des unions',
        'Budgets of municipalities and unions',
        'Presupuestos de municipios y mancomunidades',
      ],
      [5, 10, 'registration', 'destroy'],
    ],
  ],
}

/** The plan that is proposed to an office of that country, which takes it or not; in the order of its codes. */
export const proposedPlan = (country: Country): ProposedClass[] =>
  [...common, ...abroad, ...own[country]]
    .map(([code, [ar, fr, en, es], rule]): ProposedClass => {
      const [active, intermediate, event, fate] = rule ?? [10, 20, 'matter', 'keep']
      const heading = `${code[0] ?? ''}0`
      return {
        code,
        names: { ar, fr, en, es },
        under: heading === code ? null : heading,
        active,
        intermediate,
        event,
        fate,
      }
    })
    .sort((a, b) => (a.code < b.code ? -1 : 1))
