import type { RouteRecordRaw } from 'vue-router'

export const closingRoutes: RouteRecordRaw[] = [
  {
    path: '/closing/:id?',
    name: 'closing',
    component: () => import('./ClosingPage.vue'),
    meta: { needs: 'register:read' },
    props: (route) => ({ id: route.params['id'] || null }),
  },
  {
    path: '/proof',
    name: 'proof',
    component: () => import('./ProofPage.vue'),
    meta: { needs: 'register:read' },
  },
]
