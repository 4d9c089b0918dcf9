import type { RouteRecordRaw } from 'vue-router'

const asked = (value: unknown): string | null => (typeof value === 'string' ? value : null)

export const valuablesRoutes: RouteRecordRaw[] = [
  {
    path: '/valuables',
    name: 'valuables',
    component: () => import('./ValuablesPage.vue'),
    meta: { needs: 'register:read', pages: [{ to: '/valuables', title: 'valuables.title', icon: 'key' }] },
    /** `id`: one to be shown. */
    props: ({ query }) => ({ tab: asked(query['tab']), id: asked(query['id']) }),
  },
]
