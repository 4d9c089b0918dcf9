import type { RouteRecordRaw } from 'vue-router'

export const syncRoutes: RouteRecordRaw[] = [
  {
    path: '/conflicts',
    component: () => import('./ConflictDesk.vue'),
    meta: { needs: 'sync:read', pages: [{ to: '/conflicts', title: 'shell.nav.conflicts', icon: 'fork' }] },
  },
]
