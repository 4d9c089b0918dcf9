import { createRouter, createWebHashHistory, type Router, type RouteRecordRaw } from 'vue-router'
import type { Permission } from '../../contract/permissions'
import { useSession } from '../session/session'
import type { IconName } from '../ui/icons'

/** A page as somebody asks for it: `title` is its name in the texts. */
export type PageName = { to: string; title: string; icon: IconName; needs?: Permission }

declare module 'vue-router' {
  interface RouteMeta {
    /** Hides the page from who may not see it; main refuses anyway. */
    needs?: Permission
    /** What the palette leads to. A route without has what is shown in its address, and is reached from a list. */
    pages?: readonly PageName[]
  }
}

/** Each feature lists its own pages in `renderer/<feature>/routes.ts`. */
const features = import.meta.glob<Record<string, RouteRecordRaw[]>>('../*/routes.ts', { eager: true })

/** Where a day begins: at the register for who registers, for everybody else at what waits for them. */
export const home = (): string => (useSession().can('register:write') ? '/register/incoming' : '/desk')

export function makeRouter(): Router {
  const router = createRouter({
    history: createWebHashHistory(),
    routes: [
      { path: '/', component: { render: () => null } },
      ...Object.values(features).flatMap((module) => Object.values(module).flat()),
      { path: '/:rest(.*)*', component: () => import('./NoSuchPage.vue') },
    ],
  })
  router.beforeEach((to) => {
    const session = useSession()
    // Before anybody has logged in there is no page to show; the address waits for them.
    if (session.phase !== 'open') return true
    if (to.path === '/') return home()
    return !to.meta.needs || session.can(to.meta.needs) ? true : home()
  })
  return router
}
