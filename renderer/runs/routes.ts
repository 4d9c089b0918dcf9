import type { RouteRecordRaw } from 'vue-router'

export const runsRoutes: RouteRecordRaw[] = [
  {
    path: '/runs',
    name: 'runs',
    component: () => import('./RunsPage.vue'),
    meta: { needs: 'letters:read', pages: [{ to: '/runs', title: 'runs.title', icon: 'send' }] },
  },
  {
    path: '/runs/new/:id?',
    name: 'run-new',
    component: () => import('./RunBegin.vue'),
    meta: { needs: 'letters:write' },
    props: (route) => ({
      id: route.params['id'] || null,
      unanswered: typeof route.query['unanswered'] === 'string' ? route.query['unanswered'] : null,
    }),
  },
  {
    path: '/run/:id',
    name: 'run',
    component: () => import('./RunPage.vue'),
    meta: { needs: 'letters:read' },
    props: (route) => ({ id: route.params['id'] }),
  },
]
