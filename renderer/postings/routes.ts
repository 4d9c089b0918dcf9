import type { RouteRecordRaw } from 'vue-router'

const asked = (value: unknown): string | null => (typeof value === 'string' ? value : null)

export const postingsRoutes: RouteRecordRaw[] = [
  {
    path: '/postings',
    name: 'postings',
    component: () => import('./PostingsPage.vue'),
    meta: { needs: 'register:read', pages: [{ to: '/postings', title: 'postings.title', icon: 'outbox' }] },
    props: ({ query }) => ({ tab: asked(query['tab']) }),
  },
]
