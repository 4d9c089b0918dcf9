import type { RouteRecordRaw } from 'vue-router'

export const papersRoutes: RouteRecordRaw[] = [
  { path: '/papers', name: 'papers', component: () => import('./PapersPage.vue'), meta: { needs: 'register:read' } },
]
