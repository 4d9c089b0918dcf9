import type { RouteRecordRaw } from 'vue-router'

export const closingRoutes: RouteRecordRaw[] = [
  {
    path: '/closing/:id?',
    name: 'closing',
    component: () => import('./ClosingPage.vue'),
    meta: { needs: 'register:read', pages: [{ to: '/closing', title: 'closing.title', icon: 'lock' }] },
    props: (route) => ({ id: route.params['id'] || null }),
  },
  {
    path: '/proof',
    name: 'proof',
    component: () => import('./ProofPage.vue'),
    meta: { needs: 'register:read', pages: [{ to: '/proof', title: 'closing.proof.title', icon: 'seal' }] },
  },
]
