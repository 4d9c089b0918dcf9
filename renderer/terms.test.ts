import { describe, expect, it } from 'vitest'
import { languages, type Language } from '../contract/values'
import { words } from '../domain/words'

type Tree = { [key: string]: string | Tree }
const files = import.meta.glob<Tree>('./locales/*/*.json', { eager: true, import: 'default' })

const guides = import.meta.glob<string>('../docs/{clerk,administrator}*.md', {
  eager: true,
  query: '?raw',
  import: 'default',
})

/** Every sentence of a language, of the window, of its guide and of paper, by its key. */
function said(language: Language): [string, string][] {
  const found: [string, string][] = []
  const walk = (tree: Tree, at: string): void => {
    for (const [key, value] of Object.entries(tree))
      if (typeof value === 'string') found.push([`${at}.${key}`, value])
      else walk(value, `${at}.${key}`)
  }
  for (const [path, tree] of Object.entries(files)) if (path.includes(`/${language}/`)) walk(tree, path.slice(10, -5))
  walk(words[language], 'words')
  const of = (name: string): string => guides[`../docs/${name}${language === 'en' ? '' : `.${language}`}.md`] ?? ''
  const guide = `${of('clerk')}\n${of('administrator')}`
  // The window puts the country's own word there (help/guides.ts).
  for (const line of guide.replaceAll('مكتب الضبط', '…').split('\n'))
    found.push(['guide', line.replace(/`[^`]*`/g, '')])
  return found
}

/** The word of the glossary, and what must not stand in its place. */
const terms: [Language, string, RegExp][] = [
  ['ar', 'جهاز', /حاسوب|حواسيب|كمبيوتر/],
  ['ar', 'كلمة المرور', /كلم(?:ة|ات) (?:ال)?سر/],
  ['ar', 'استعادة (نسخة)', /استرجاع|مسترجع/],
  ['ar', 'رمز الانضمام', /رمز التسجيل|رمز تسجيل/],
  ['ar', 'عاجل', /مستعجل/],
  ['ar', 'رجوع', /^السابق$|^العودة$|^عودة$/],
  ['ar', 'مدير النظام', /مسؤول واحد|المسؤول\b/],
  ['ar', 'the country’s own word', /مكتب الضبط|شكاي|شكوى/],
  ['fr', 'poste', /\bordinateurs?\b|\bPC\b/],
  ['fr', 'Retour', /^Revenir$|^Précédent$/],
  ['fr', 'restaurer', /récupérer une sauvegarde|rétablir une sauvegarde/i],
  ['fr', 'code de récupération', /clé de récupération|secret de récupération/i],
  ['fr', 'projet (of a letter)', /brouillons et ce qui|^Vos brouillons$/],
  ['fr', 'pièces jointes', /\bannexes?\b/i],
  ['en', 'Back', /^Previous$|^Return to the/],
  ['en', 'recovery code', /recovery secret|printed secret/i],
  ['en', 'restore', /recover a backup/i],
  ['en', 'PC', /\bcomputer\b|\bdevice\b/i],
  ['es', 'equipo', /\bordenador(?:es)?\b|\bdispositivos?\b|\beste puesto\b/i],
  ['es', 'Volver', /^Anterior$|^Atrás$/],
  ['es', 'contraseña', /\bclave de acceso\b/i],
  ['es', 'código', /secreto impreso|secreto de recuperación/i],
]

describe('one word for one thing', () => {
  it.each(terms)('%s: %s', (language, _term, forbidden) => {
    const wrong = said(language).filter(([, text]) =>
      text.split(' | ').some((form) => forbidden.test(form.replace(/\{\w+\}/g, '…'))),
    )
    expect(wrong).toEqual([])
  })
})

describe('a sentence about a person does not ask whether it is he or she', () => {
  const trapped: [Language, RegExp][] = [
    // «قيّده {name}»: a verb in the masculine before or after somebody's name.
    ['ar', /(?:^|\s)(?:كتبه|قيده|قيّده|بدأه|طبعه|ألغى|اعتمد|يحتفظ|أنشأه|وقعه) \{(?:name|who)\}/],
    ['ar', /\{(?:name|who)\} (?:قيد|كتب|ألغى|اعتمد|وقع|أنشأ)/],
    ['ar', /سلّمها له|يغيرها هو|زميلك/],
    ['fr', /(?<!(?:fichier|Fichier) )\{(?:name|who)\} (?:a été|est|sera) \p{L}+é\b|\(e\)|·e\b|l’intéressé/u],
    ['es', /(?<!archivo )\{(?:name|who)\} (?:ha sido|fue|está) \p{L}+ado\b|\(a\)|o\/a\b|su dueño/u],
    ['en', /\bhe\/she\b|\bhis\b|\bhers?\b/i],
  ]
  it.each(trapped)('%s: %s', (language, trap) => {
    expect(said(language).filter(([, text]) => trap.test(text))).toEqual([])
  })
})

it('every language is asked', () =>
  expect(languages.map((language) => said(language).length > 900)).not.toContain(false))
