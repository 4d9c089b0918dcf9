import type { RouteRecordRaw } from 'vue-router'

export const standingRoutes: RouteRecordRaw[] = [
  {
    path: '/standing',
    name: 'standing',
    component: () => import('./StandingPage.vue'),
    meta: {
      needs: 'letters:approve',
      pages: [{ to: '/standing', title: 'standing.title', icon: 'users', needs: 'letters:approve' }],
    },
  },
]
