import { idFrom } from '../hash'

type Where = { measure: string; countryCode: string; year: number; source: string }

/** What was counted, where, when and by whom is one figure, whichever desk brings it in: its id follows from that. */
export const figureId = (officeId: string, { measure, countryCode, year, source }: Where): string =>
  idFrom(`diwan figure ${officeId} ${measure} ${countryCode} ${year} ${source}`)
