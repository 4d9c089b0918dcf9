import type { RouteRecordRaw } from 'vue-router'

const asked = (value: unknown): string | null => (typeof value === 'string' ? value : null)

export const deliveriesRoutes: RouteRecordRaw[] = [
  {
    path: '/deliveries',
    name: 'deliveries',
    component: () => import('./DeliveriesPage.vue'),
    meta: { needs: 'register:read', pages: [{ to: '/deliveries', title: 'deliveries.title', icon: 'book' }] },
    /** `entry`: one to begin a line with; `id`: a line to be shown. */
    props: ({ query }) => ({ tab: asked(query['tab']), entry: asked(query['entry']), id: asked(query['id']) }),
  },
]
