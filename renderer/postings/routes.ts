import type { RouteRecordRaw } from 'vue-router'

const asked = (value: unknown): string | null => (typeof value === 'string' ? value : null)

export const postingsRoutes: RouteRecordRaw[] = [
  {
    path: '/postings',
    name: 'postings',
    component: () => import('./PostingsPage.vue'),
    meta: { needs: 'register:read' },
    props: ({ query }) => ({ tab: asked(query['tab']) }),
  },
]
