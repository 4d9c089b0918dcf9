import type { RouteRecordRaw } from 'vue-router'

export const wallRoutes: RouteRecordRaw[] = [
  {
    path: '/walls',
    name: 'walls',
    component: () => import('./WallsPage.vue'),
    meta: { needs: 'walls:break', pages: [{ to: '/walls', title: 'walls.page', icon: 'lock' }] },
  },
]
