import type { RouteRecordRaw } from 'vue-router'

export const searchRoutes: RouteRecordRaw[] = [
  {
    path: '/search',
    name: 'search',
    component: () => import('./SearchPage.vue'),
    meta: { needs: 'register:read', pages: [{ to: '/search', title: 'community.search.title', icon: 'search' }] },
    props: (route) => ({ q: typeof route.query['q'] === 'string' ? route.query['q'] : '' }),
  },
]
