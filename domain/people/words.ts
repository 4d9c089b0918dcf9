import { normalise } from '../text/normalise'

const called = <T extends string>(all: Record<T, string>): ReadonlyMap<string, T> =>
  new Map(
    (Object.entries(all) as [T, string][]).flatMap(([one, words]) =>
      words.split('|').map((word) => [normalise(word).trim(), one] as const),
    ),
  )

/** As people write it in lists of the four languages. */
const SEXES = called({
  female: 'f|female|woman|femme|féminin|feminin|mme|mlle|madame|mujer|femenino|أنثى|انثى|امرأة|سيدة|السيدة|آنسة|إناث|ث',
  male: 'm|h|male|man|homme|masculin|mr|monsieur|hombre|masculino|varon|varón|v|ذكر|رجل|سيد|السيد|ذكور|ذ',
})
const KINDS = called({
  person:
    'person|individual|personne|particulier|physique|personne physique|persona|física|persona física|شخص|فرد|طبيعي|شخص طبيعي|ذاتي',
  entity:
    'entity|organisation|organization|company|association|entité|organisme|société|morale|personne morale|entidad|organización|empresa|asociación|jurídica|persona jurídica|هيئة|كيان|جمعية|شركة|مؤسسة|اعتباري|معنوي|منظمة',
})

export const sexCalled = (text: string): 'female' | 'male' | null =>
  SEXES.get(normalise(text).replace(/\./g, '').trim()) ?? null
export const kindCalled = (text: string): 'person' | 'entity' | null => KINDS.get(normalise(text).trim()) ?? null
