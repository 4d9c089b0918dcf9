import type { Driver } from 'driver.js'
import { useI18n } from 'vue-i18n'
import { useFormat } from '../app/format'
import { directionOf } from '../app/i18n'
import { useSession } from '../session/session'
import { places, stepsFor } from './steps'
import './tour.css'

let shown: Driver | null = null
/** Who locks the screen, or is locked out, has no tour over it. */
export const leaveTour = (): void => shown?.destroy()

/** The window shown once, step by step, at the things themselves; what this person does not have is not shown. */
export function useTour() {
  const { t } = useI18n()
  const format = useFormat()
  const session = useSession()

  /** Never again by itself; from the help whenever somebody likes. */
  const done = (): Promise<void> =>
    session.preferences.tour === 'done' ? Promise.resolve() : session.setPreferences({ tour: 'done' })

  async function start(): Promise<void> {
    await done()
    // Loaded by who wants it.
    const { driver } = await import('driver.js')
    const names = stepsFor(session.me?.roles ?? []).filter((name) => document.querySelector(places[name]))
    const side = directionOf(session.language) === 'rtl' ? 'left' : 'right'
    const steps = names.map((name, at) => ({
      element: places[name],
      popover: {
        title: t(`tour.steps.${name}.title`),
        description: t(`tour.steps.${name}.text`),
        ...({ side, align: 'start' } as const),
        progressText: t('tour.progress', { n: format.number(at + 1), of: format.number(names.length) }),
      },
    }))
    const tour = driver({
      ...{
        steps,
        animate: false,
        showProgress: true,
        allowKeyboardControl: false,
        popoverClass: 'tour',
        stagePadding: 2,
      },
      ...{ nextBtnText: t('shell.next'), prevBtnText: t('shell.back'), doneBtnText: t('tour.done') },
      disableActiveInteraction: true,
      onPopoverRender: ({ closeButton, nextButton }) => {
        closeButton.setAttribute('aria-label', t('tour.skip'))
        closeButton.title = t('tour.skip')
        nextButton.focus()
      },
      onDestroyed: () => {
        shown = null
        window.removeEventListener('keydown', pressed, true)
      },
    })
    /** The arrows go as the text is read. */
    function pressed(event: KeyboardEvent): void {
      const on = side === 'left' ? 'ArrowLeft' : 'ArrowRight'
      const does: Record<string, () => void> = {
        Escape: () => tour.destroy(),
        [on]: () => tour.moveNext(),
        [on === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft']: () => tour.hasPreviousStep() && tour.movePrevious(),
      }
      const act = does[event.key]
      if (!act) return
      event.preventDefault()
      event.stopImmediatePropagation()
      act()
    }
    window.addEventListener('keydown', pressed, true)
    shown = tour
    tour.drive()
  }
  return { start, done }
}
