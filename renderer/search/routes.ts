import type { RouteRecordRaw } from 'vue-router'

export const searchRoutes: RouteRecordRaw[] = [
  {
    path: '/search',
    name: 'search',
    component: () => import('./SearchPage.vue'),
    meta: { needs: 'register:read' },
    props: (route) => ({ q: typeof route.query['q'] === 'string' ? route.query['q'] : '' }),
  },
]
