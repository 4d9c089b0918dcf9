import type { RouteRecordRaw } from 'vue-router'

export const deskRoutes: RouteRecordRaw[] = [
  {
    path: '/desk',
    name: 'desk',
    component: () => import('./DeskPage.vue'),
    meta: { pages: [{ to: '/desk', title: 'desk.title', icon: 'desk' }] },
  },
]
