import type { RouteRecordRaw } from 'vue-router'

export const describingRoutes: RouteRecordRaw[] = [
  {
    path: '/describe',
    name: 'describe',
    component: () => import('./DescribePage.vue'),
    meta: { needs: 'register:write', pages: [{ to: '/describe', title: 'describing.title', icon: 'clip' }] },
  },
  {
    path: '/describe/:id',
    name: 'describe-entry',
    component: () => import('./DescribeEntry.vue'),
    meta: { needs: 'register:correct' },
    props: true,
  },
]
