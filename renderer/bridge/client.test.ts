import { beforeEach, describe, expect, it, vi } from 'vitest'
import { reactive } from 'vue'
import { AppError } from '../../contract/errors'
import { api, stageFile } from './client'

const call = vi.fn()
const off = vi.fn()
const on = vi.fn(() => off)
const stage = vi.fn()

describe('the way to main', () => {
  beforeEach(() => {
    vi.clearAllMocks()
    Object.defineProperty(window, 'diwan', { value: { call, on, stageFile: stage }, configurable: true })
  })

  it('asks by feature and name, and gives the value back', async () => {
    call.mockResolvedValue({ ok: true, value: { id: 'x' } })
    await expect(api.register.get({ id: 'x' })).resolves.toEqual({ id: 'x' })
    expect(call).toHaveBeenCalledWith({ feature: 'register', name: 'get', input: { id: 'x' } })
  })

  it('a reactive object crosses as plain data', async () => {
    call.mockResolvedValue({ ok: true, value: {} })
    await api.session.logIn(reactive({ login: 'nadia', password: 'p' }))
    expect(structuredClone(call.mock.calls[0]?.[0])).toMatchObject({ input: { login: 'nadia', password: 'p' } })
  })

  it('a failure is thrown with its code, parameters and report number', async () => {
    call.mockResolvedValue({ ok: false, error: { code: 'unexpected', params: { a: 1 }, reportId: 'R7' } })
    const failed = api.sync.status({})
    await expect(failed).rejects.toBeInstanceOf(AppError)
    await expect(failed).rejects.toMatchObject({ code: 'unexpected', params: { a: 1 }, reportId: 'R7' })
  })

  it('on returns the way to stop listening', () => {
    const seen = (): void => undefined
    expect(api.register.on('changed', seen)).toBe(off)
    expect(on).toHaveBeenCalledWith('register', 'changed', seen)
  })

  it('a file goes to the preload as a File, never as a path', async () => {
    stage.mockResolvedValue({ ok: false, error: { code: 'file-too-large', params: { name: 'a.pdf' } } })
    const file = new File(['x'], 'a.pdf')
    await expect(stageFile(file)).rejects.toMatchObject({ code: 'file-too-large' })
    expect(stage).toHaveBeenCalledWith(file, false)
  })
})
