import { AppError } from '../../contract/errors'

export async function joinOffice(): Promise<void> {
  throw new AppError('server-unreachable')
}
