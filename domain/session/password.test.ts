import { describe, expect, it } from 'vitest'
import { passwordProblem, passwordStrength } from './password'

describe('a password', () => {
  it.each(['short', 'diwan-demo', 'كلمة', 'a b c d', 'je suis là'])(
    '%s is too short: 12 characters or four words',
    (p) => {
      expect(passwordProblem(p, 'nadia')).toBe('password-too-short')
    },
  )

  it.each([
    'un do la si',
    'قط في كل بيت',
    'كلمة سر طويلة',
    'whatever long one',
    'tapis 7 girafe Lune',
    'كلمة أخرى طويلة',
  ])('%s is enough', (p) => expect(passwordProblem(p, 'nadia')).toBeNull())

  it.each([
    'password1234',
    'P@ssw0rd!2026',
    'passwordpassword',
    'Motdepasse 2026!',
    'Contraseña123',
    'كلمة السر 2026',
    'كَلِمة المُرور ١٢٣٤',
    'بسم الله الرحمن الرحيم',
    'administrator1',
    'azertyuiop123',
    'qwertyuiop[]1',
    '1q2w3e4r5t6y',
    'ضصثقفغعهخحجد',
    '123456789012',
    '0612345678901',
    'aaaaaaaaaaaaa',
    'abcabcabcabc',
    'Bonjour-Maroc-2026',
    'welcome to password',
  ])('%s is one of those everybody tries, however it is dressed', (p) => {
    expect(passwordProblem(p, 'nadia')).toBe('password-common')
  })

  it.each([
    ['n.benaissa', 'Benaissa-2026!!'],
    ['nadia', 'nadia nadia 22'],
    ['karim.alaoui', 'alaoui karim 1'],
    ['nadia', 'AIDAN-12345678'],
  ])('of %s is not the login in other clothes: %s', (login, p) => {
    expect(passwordProblem(p, login)).toMatch(/password-(like-login|common)/)
  })

  it('is the stronger the longer it is', () => {
    expect(
      ['', 'password1234', 'xk7 marjane', 'tapis girafe', 'tapis girafe lune', 'tapis girafe lune café rouge'].map(
        (p) => passwordStrength(p, ''),
      ),
    ).toEqual([0, 1, 1, 2, 2, 4])
  })
})
