import type { RouteRecordRaw } from 'vue-router'

export const papersRoutes: RouteRecordRaw[] = [
  {
    path: '/papers',
    name: 'papers',
    component: () => import('./PapersPage.vue'),
    meta: { needs: 'register:read', pages: [{ to: '/papers', title: 'papers.title', icon: 'document' }] },
  },
]
