import type { RouteRecordRaw } from 'vue-router'

const asked = (value: unknown): string | null => (typeof value === 'string' ? value : null)

export const tendersRoutes: RouteRecordRaw[] = [
  {
    path: '/tenders',
    name: 'tenders',
    component: () => import('./TendersPage.vue'),
    meta: { needs: 'register:read', pages: [{ to: '/tenders', title: 'tenders.title', icon: 'lock' }] },
    props: ({ query }) => ({ tab: asked(query['tab']), id: asked(query['id']) }),
  },
]
