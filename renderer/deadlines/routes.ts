import type { RouteRecordRaw } from 'vue-router'

export const deadlineRoutes: RouteRecordRaw[] = [
  {
    path: '/deadlines',
    name: 'deadlines',
    component: () => import('./DeadlinesPage.vue'),
    meta: { needs: 'register:read', pages: [{ to: '/deadlines', title: 'deadlines.title', icon: 'clock' }] },
    props: ({ query }) => ({ tab: typeof query['tab'] === 'string' ? query['tab'] : null }),
  },
]
