import { shallowRef, watch } from 'vue'
import { isVoid, type RegisterLine } from '../../contract/register'
import { useLatest } from '../app/latest'
import { api } from '../bridge/client'

/** N1: what bears the number somebody is typing, as they type it; null while it is a text. */
export function useNumber(text: () => string, within: () => { registerId: string | null; year: number | null }) {
  const latest = useLatest()
  const lines = shallowRef<RegisterLine[] | null>(null)
  const ask = (): Promise<void> =>
    latest(
      async () => (/\p{N}/u.test(text()) ? api.finding.numbered({ text: text().slice(0, 200), ...within() }) : null),
      (answer) => (lines.value = answer),
    )
  watch([text, () => JSON.stringify(within())], () => void ask(), { immediate: true })
  /** The one entry that bears it and can be opened. */
  async function only(): Promise<string | null> {
    await ask()
    const [line, ...more] = lines.value ?? []
    return line && more.length === 0 && !isVoid(line) && !line.hidden ? line.id : null
  }
  return { lines, only }
}
