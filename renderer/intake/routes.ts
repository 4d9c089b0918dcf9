import type { RouteRecordRaw } from 'vue-router'

export const intakeRoutes: RouteRecordRaw[] = [
  {
    path: '/intake',
    name: 'intake',
    component: () => import('./IntakePage.vue'),
    meta: { needs: 'register:write', pages: [{ to: '/intake', title: 'intake.title', icon: 'document' }] },
  },
]
