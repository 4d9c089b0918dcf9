import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { can as mayDo, type Actor, type Permission, type Subject } from '../../contract/permissions'
import type { Me, Office, Preferences, SessionState } from '../../contract/session'
import type { Names } from '../../contract/values'
import { digitsIn, showIn, speakAs } from '../app/i18n'
import { api } from '../bridge/client'
import { nameFor, type BothScripts } from '../../domain/community/name'
import { policies } from '../../domain/policies'
import { zoneOf } from '../../domain/text/zone'

/** Who is at the desk, as main says it; the window only shows it and hides what this person may not do. */
export const useSession = defineStore('session', () => {
  const state = shallowRef<SessionState | null>(null)
  const office = shallowRef<Office | null>(null)
  /** Chosen before anybody has logged in: on the first screen and on the log-in screen. */
  const guest = ref<Preferences>({ language: 'ar', digits: 'latn', density: 'standard', theme: 'system', tour: 'done' })
  /** A guide keeps its screen to its last sentence (the recovery secret, what was restored), although main is further. */
  const held = ref(false)
  /** The founder asked for the printed secret again. */
  const showsSecret = ref(false)
  /** How far the database is with being put under another key; null when it is not. */
  const rekeying = ref<number | null>(null)
  /** The same of the copy before a new version opens the office. */
  const copying = ref<number | null>(null)

  const phase = computed(() => state.value?.phase ?? null)
  const me = computed<Me | null>(() => (state.value?.phase === 'open' ? state.value.me : null))
  const preferences = computed<Preferences>(() => me.value?.preferences ?? guest.value)
  const language = computed(() => preferences.value.language)
  const digits = computed(() => digitsIn(preferences.value))
  const country = computed(() => office.value?.country ?? state.value?.country ?? 'MA')
  const zone = computed(() => zoneOf(office.value ?? policies[country.value]))
  const actor = computed<Actor | null>(() => me.value)

  watch(preferences, (now) => showIn(now), { immediate: true, deep: true })
  watch(country, speakAs, { immediate: true })

  async function take(next: SessionState): Promise<void> {
    if (next.phase !== 'open') {
      // Nothing of the office stays in the window's memory behind a closed or locked screen.
      office.value = null
      guest.value = { ...guest.value, language: next.language, theme: next.theme }
    } else if (!office.value || office.value.id !== next.me?.officeId) {
      office.value = await api.office.get({})
    }
    state.value = next
  }

  const load = async (): Promise<void> => take(await api.session.state({}))

  async function setPreferences(change: Partial<Preferences>): Promise<void> {
    const next = { ...preferences.value, ...change }
    guest.value = next
    await take(await api.session.setPreferences(next))
    // Before the first office there is nowhere to keep it; the choice still holds on this screen.
    guest.value = next
  }

  const logIn = async (login: string, password: string): Promise<void> =>
    take(await api.session.logIn({ login, password }))
  /** Pages with something typed that main does not have yet. */
  const leaving = new Set<() => Promise<void>>()
  function beforeLeaving(keep: () => Promise<void>): () => void {
    leaving.add(keep)
    return () => leaving.delete(keep)
  }
  // A page that cannot keep it says so itself; it does not keep the screen open.
  const kept = async (): Promise<unknown> => Promise.allSettled([...leaving].map((keep) => keep()))
  async function lock(): Promise<void> {
    await kept()
    await take(await api.session.lock({}))
  }
  async function logOut(): Promise<void> {
    await kept()
    await take(await api.session.logOut({}))
  }
  const reloadOffice = async (): Promise<void> => {
    if (me.value) office.value = await api.office.get({})
  }

  /** Hides buttons only; main asks the same question again before it does anything. */
  const can = (permission: Permission, subject: Subject = {}): boolean =>
    actor.value !== null &&
    mayDo(actor.value, permission, { ownApprovalAllowed: office.value?.ownApprovalAllowed ?? false, ...subject })

  /** A name in the reader's language; Arabic is always there. */
  const nameIn = (names: Names | null | undefined): string => (names ? names[language.value] || names.ar : '')

  /** A correspondent in the script of the reader, and the other one beside (P1). */
  const named = (contact: BothScripts): { name: string; other: string } => nameFor(contact, language.value)

  /** Follows what happens elsewhere: an idle lock, a revoked device, an office changed by sync. */
  function follow(): () => void {
    const offs = [
      api.session.on('changed', ({ phase: now }) => {
        // Nothing is held over a lock: the recovery secret least of all.
        if (now === 'locked') held.value = showsSecret.value = false
        if (!held.value) void load()
      }),
      api.session.on('rekeying', ({ done }) => {
        rekeying.value = done < 1 ? done : null
      }),
      api.session.on('copying', ({ done }) => {
        copying.value = done < 1 ? done : null
      }),
      api.office.on('changed', () => void reloadOffice()),
    ]
    return () => offs.forEach((off) => off())
  }

  return {
    state,
    office,
    held,
    rekeying,
    copying,
    showsSecret,
    phase,
    me,
    actor,
    preferences,
    language,
    digits,
    country,
    zone,
    take,
    load,
    setPreferences,
    logIn,
    lock,
    beforeLeaving,
    logOut,
    can,
    nameIn,
    named,
    follow,
  }
})
