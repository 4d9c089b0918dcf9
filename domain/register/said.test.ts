import { describe, expect, it } from 'vitest'
import { looksLikeEntity, saysAnonymous, saysUnreferenced } from './said'

describe('what is typed for nothing is understood as nothing (C2)', () => {
  it.each(['مجهول', 'مجهول المصدر', 'Anonyme', 'anonymous', 'Anónimo', ' «anonyme» '])('%s: anonymous', (typed) =>
    expect(saysAnonymous(typed)).toBe(true),
  )
  it.each(['مجهول بن علي', 'Anonymous Bank', 'محمد', ''])('%s: a name', (typed) =>
    expect(saysAnonymous(typed)).toBe(false),
  )
  it.each(['بدون مرجع', 'بلا مرجع', 'Sans référence', 'sans réf.', 'sin referencia', 'No reference'])(
    '%s: unreferenced',
    (typed) => expect(saysUnreferenced(typed)).toBe(true),
  )
  it.each(['417/م.ق/2026', 'REF 12', ''])('%s: a reference', (typed) => expect(saysUnreferenced(typed)).toBe(false))
})

describe('an institution is proposed as an entity', () => {
  it.each([
    'مديرية الشؤون القنصلية',
    'وزارة الداخلية',
    'الجمعية المغربية بليون',
    'هيئة الاستثمار',
    'مؤسسة محمد الخامس',
    'Direction des affaires consulaires',
    'Association des Marocains de Lyon',
    'L’Association Amal',
    'Ministère de l’Intérieur',
    'Asociación de Marroquíes',
    'Embassy of Egypt',
  ])('%s', (typed) => expect(looksLikeEntity(typed)).toBe(true))
  it.each(['محمد العلوي', 'وزير سابق', 'Fatima Zahra Benaissa', 'Directeur Alami', 'دارين حداد', ''])(
    '%s: a person',
    (typed) => expect(looksLikeEntity(typed)).toBe(false),
  )
})
