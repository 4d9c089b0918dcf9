import type { RouteRecordRaw } from 'vue-router'

export const exchangeRoutes: RouteRecordRaw[] = [
  {
    path: '/exchange',
    name: 'exchange',
    component: () => import('./ExchangePage.vue'),
    meta: { needs: 'sync:read', pages: [{ to: '/exchange', title: 'exchange.title', icon: 'internal' }] },
  },
]
