import { computed, ref, shallowRef, watch } from 'vue'
import { AppError } from '../../contract/errors'
import type { Letter } from '../../contract/letters'
import type { VisaPath, VisaStep } from '../../contract/visas'
import { api } from '../bridge/client'
import { useLatest } from '../app/latest'
import { dayInDoubt } from '../register/dayInDoubt'
import { useSession } from '../session/session'
import type { useLetter } from './useLetter'

/** What a dialog is open for. */
type Task = 'sign' | 'return' | 'void' | 'issue' | 'print'
type Issue = Parameters<typeof api.letters.issue>[0]

/** Where the cursor goes: the side of the subject, or of the signer's function, that main asked for. */
const ASKED: Record<string, string> = {
  subject: 'subject-ar',
  subjectAr: 'subject-ar',
  subjectFr: 'subject-other',
  subjectEn: 'subject-other',
  subjectEs: 'subject-other',
  signerTitleAr: 'signer-ar',
  signerTitleOther: 'signer-other',
}
function missingPart(error: unknown): string | undefined {
  const part = error instanceof AppError && error.code === 'letter-incomplete' ? error.params?.['part'] : null
  return typeof part === 'string' ? ASKED[part] : undefined
}

/** The way of a letter from draft to number: which steps this person may take now, and taking them (W2, A4). */
export function useLetterSteps(id: () => string, desk: ReturnType<typeof useLetter>) {
  const { letter, editable, error, preview } = desk
  const session = useSession()

  const task = ref<Task | null>(null)
  const busy = ref(false)
  watch(id, () => (task.value = null))
  /** Whose visas it has and whose it waits for (W2); read again whenever the letter is. */
  const path = shallowRef<VisaPath | null>(null)
  let pathOf: string | null = null
  const latest = useLatest()
  watch(
    letter,
    (now) => {
      if (now?.id !== pathOf) path.value = null
      pathOf = now?.id ?? null
      if (now)
        void latest(
          () => api.visas.path({ id: now.id }),
          (found) => (path.value = found),
        )
    },
    { immediate: true },
  )

  const state = computed(() => letter.value?.state)
  const maySign = computed(() => state.value === 'submitted' && letter.value?.maySign === true)
  const mayVisa = computed(() => state.value === 'submitted' && path.value?.mine === true)
  const allGiven = computed(() => path.value?.steps.every((step) => step.state === 'given') === true)
  /** Somebody who may sign, but not this one: the sentence says why there is no button (A4). */
  const ownDraft = computed(
    () => state.value === 'submitted' && session.can('letters:sign') && !maySign.value && allGiven.value,
  )
  const mayReturn = computed(
    () =>
      mayVisa.value || maySign.value || (state.value === 'submitted' && session.can('letters:sign') && !ownDraft.value),
  )
  const mayIssue = computed(
    () => state.value === 'signed' && letter.value?.issuesHere === true && session.can('letters:issue'),
  )
  const issuedElsewhere = computed(
    () => state.value === 'signed' && letter.value?.issuesHere === false && session.can('letters:issue'),
  )

  /** A dialog stays open with the reason inside while its step fails; it closes when the step is done. */
  const failure = shallowRef<unknown>(null)
  async function run(work: () => Promise<Letter>): Promise<void> {
    busy.value = true
    failure.value = null
    const next = await desk.step(work)
    if (next) task.value = null
    else if (task.value) {
      failure.value = error.value
      error.value = null
    }
    busy.value = false
  }
  /** Changed for this letter; null: the one it went before, or its kind usually goes. */
  const ownPath = shallowRef<VisaStep[] | null>(null)
  watch(id, () => (ownPath.value = null))
  async function submit(): Promise<void> {
    if (!editable.value || busy.value) return
    const changed = ownPath.value
    await run(() => api.letters.submit({ id: id(), ...(changed && { path: changed }) }))
    const part = missingPart(error.value)
    if (!part) return
    // A letter in its other language alone has that side of its subject only.
    const shown = [part, 'subject-other'].map((one) => document.querySelector<HTMLElement>(`[data-part="${one}"]`))
    shown.find((field) => field !== null)?.focus()
  }
  /** W2: exactly what was seen gets the visa, or is refused it: main refuses when the text has changed since. */
  const visa = async (): Promise<void> => {
    const textHash = path.value?.textHash
    if (textHash && mayVisa.value) await run(() => api.visas.give({ id: id(), textHash }))
  }
  const giveBack = (reason: string): Promise<void> => {
    const textHash = path.value?.textHash
    return textHash && mayVisa.value
      ? run(() => api.visas.refuse({ id: id(), textHash, reason }))
      : run(() => api.letters.returnToDraft({ id: id(), reason }))
  }
  const withdraw = (): Promise<void> => run(() => api.letters.withdraw({ id: id() }))
  const voidIt = (reason: string): Promise<void> => run(() => api.letters.void({ id: id(), reason }))
  async function sign(): Promise<void> {
    // Exactly what was seen is signed: main refuses when the text has changed since this preview.
    const seenHash = preview.value?.hash
    if (seenHash) await run(() => api.letters.sign({ id: id(), seenHash }))
  }
  /** What was chosen, while the day is in doubt. */
  const toIssue = shallowRef<(Issue & { confirmDate: string }) | null>(null)
  async function issue(chosen: Omit<Issue, 'id'>): Promise<void> {
    toIssue.value = null
    await run(() => api.letters.issue({ ...chosen, id: id() }))
    const confirmDate = dayInDoubt(failure.value)
    if (!confirmDate) return
    failure.value = null
    toIssue.value = { ...chosen, id: id(), confirmDate }
  }

  function start(next: Task): void {
    failure.value = null
    task.value = next
  }

  return {
    task,
    busy,
    failure,
    toIssue,
    path,
    ownPath,
    mayVisa,
    visa,
    mayReturn,
    maySign,
    ownDraft,
    mayIssue,
    issuedElsewhere,
    submit,
    giveBack,
    withdraw,
    voidIt,
    sign,
    issue,
    start,
  }
}
