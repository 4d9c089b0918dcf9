import { expect, it } from 'vitest'
import { said } from './report'

it('an error that is written down says where it came from, and no value of anybody’s', () => {
  const driver = Object.assign(new Error('invalid input syntax for type uuid: "محمد العلوي"'), {
    code: '22P02',
    detail: 'Key (login)=(karim) already exists.',
    where: 'unnamed portal parameter $1 = سري',
    routine: 'string_to_uuid',
  })
  const error = Object.assign(new Error('محمد العلوي'), { name: 'QueryFailedError', driverError: driver })
  Object.assign(error, { query: 'INSERT … karim', parameters: ['karim', 'سري'] })
  const text = said(error)
  for (const value of ['محمد', 'karim', 'سري', 'INSERT']) expect(text).not.toContain(value)
  expect(text).toContain('QueryFailedError')
  expect(text).toContain('22P02')
  expect(text).toContain('string_to_uuid')
  expect(text).toMatch(/at .*report\.test\.ts/)
  expect(said('karim')).toBe('string')
})
