import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { installFakeBridge } from '../../tests/fixtures/fake-bridge'
import { AppError } from '../../contract/errors'
import { useSession } from '../session/session'
import { useErrors } from './errors'
import { useFormat } from './format'
import { i18n, pluralForm, speakAs } from './i18n'

describe('plural forms', () => {
  it.each([
    [0, 0],
    [1, 1],
    [2, 2],
    [3, 3],
    [10, 3],
    [11, 4],
    [99, 4],
    [100, 5],
    [103, 3],
    [708, 3],
  ])('Arabic counts %i with form %i of six', (n, form) => expect(pluralForm('ar')(n, 6)).toBe(form))

  it('without a form for nothing, zero takes the last', () => expect(pluralForm('ar')(0, 5)).toBe(4))
  it('French writes zero in the singular, English and Spanish in the plural', () => {
    expect([pluralForm('fr')(0, 2), pluralForm('en')(0, 2), pluralForm('es')(0, 2)]).toEqual([0, 1, 1])
    expect(pluralForm('fr')(0, 3)).toBe(0)
  })
})

describe('a word that a newer version added', () => {
  it.each(['ar', 'fr', 'en', 'es'] as const)('is shown in %s as it is, and said to be one', (locale) => {
    const shown = i18n.global.t('values.channels.pigeon', {}, { locale })
    expect(shown).toContain('pigeon')
    expect(shown).not.toContain('values.')
  })
})

describe('switching the interface', () => {
  beforeEach(async () => {
    Reflect.deleteProperty(window, 'diwan')
    installFakeBridge({ phase: 'open', language: 'ar' })
    setActivePinia(createPinia())
    await useSession().load()
  })

  it('language, direction, density and digits follow at once, without a restart', async () => {
    const session = useSession()
    const format = useFormat()
    const root = document.documentElement
    expect([root.lang, root.dir, root.dataset['density']]).toEqual(['ar', 'rtl', 'standard'])
    expect(format.count('sync.waiting', 6)).toBe('6 عمليات تنتظر الإرسال')

    await session.setPreferences({ digits: 'arab', density: 'dense' })
    expect(format.count('sync.waiting', 6)).toBe('٦ عمليات تنتظر الإرسال')
    expect(root.dataset['density']).toBe('dense')

    await session.setPreferences({ language: 'fr', digits: 'latn' })
    expect([root.lang, root.dir]).toEqual(['fr', 'ltr'])
    expect(i18n.global.t('sync.title')).toBe('Synchronisation')
    expect(format.longDate('2026-11-21')).toBe('21 novembre 2026')
  })

  it('one kind of digits: numbers, counts, dates, and those of the sentences themselves', async () => {
    const session = useSession()
    const format = useFormat()
    await session.setPreferences({ language: 'ar', digits: 'arab' })
    const title = i18n.global.t('register.cancel.title', { number: `\u2068${format.digits('و/2026/00012')}\u2069` })
    for (const text of [
      title,
      format.shortDate('2026-11-21'),
      format.dateTime(0),
      format.megabytes(5_000_000),
      i18n.global.t('register.problem.enclosurePages'),
      i18n.global.t('shell.dateProblem.unreadable'),
      useErrors().explain(new AppError('already-cancelled', { number: 'و/2026/00012' })).text,
    ])
      expect(text).not.toMatch(/[0-9]/)
    // What somebody typed is quoted as they typed it; a format's name is a name.
    expect(i18n.global.t('register.viewer.loading', { name: '\u2068RAB/26/0871\u2069' })).toContain('RAB/26/0871')
    expect(i18n.global.t('values.digits.latn')).toBe('0123456789')
    await session.setPreferences({ language: 'fr' })
    expect(format.shortDate('2026-11-21')).toBe('21/11/2026')
  })

  it.each([
    ['MA', 'رئيس مكتب الضبط'],
    ['LB', 'رئيس القلم'],
    ['EG', 'رئيس إدارة الوارد والصادر'],
  ] as const)('the words of the country are a setting: %s', async (country, head) => {
    speakAs(country)
    const t = (key: string): string => i18n.global.t(key, {}, { locale: 'ar' })
    expect(t('values.roles.headOfRegistry')).toBe(head)
    expect(t('register.continuity.broken')).not.toContain('country')
    speakAs('MA')
  })

  it('an error is a sentence in the reader’s language: counted, dated, isolated', async () => {
    const { explain } = useErrors()
    expect(explain(new AppError('wrong-password', { waitSeconds: 0 })).text).toBe(
      'اسم الدخول أو كلمة المرور غير صحيحة.',
    )
    expect(explain(new AppError('wait-before-retry', { waitSeconds: 5 })).text).toContain('5 ثوان')
    expect(explain(new AppError('clock-jumped', { date: '2026-11-21' })).text).toContain('21 نونبر 2026')
    expect(explain(new AppError('file-missing', { name: 'scan 1.pdf' })).text).toContain('\u2068scan 1.pdf\u2069')
    expect(explain(new AppError('server-refused', { reason: 'ECONNRESET' })).text).not.toContain('ECONNRESET')
    expect(explain(new AppError('unexpected', undefined, 'A7K2')).reportId).toBe('A7K2')
  })

  it('what a role may not do is not offered', async () => {
    const session = useSession()
    expect(session.can('register:cancel')).toBe(true)
    expect(session.can('users:manage')).toBe(false)
    await session.lock()
    expect(session.can('register:read')).toBe(false)
    expect(session.office).toBeNull()
  })
})
