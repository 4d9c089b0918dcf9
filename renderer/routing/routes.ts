import type { RouteRecordRaw } from 'vue-router'

const asked = (value: unknown): string | null => (typeof value === 'string' ? value : null)

export const routingRoutes: RouteRecordRaw[] = [
  {
    path: '/baskets',
    name: 'baskets',
    component: () => import('./BasketsPage.vue'),
    meta: { needs: 'register:read', pages: [{ to: '/baskets', title: 'routing.baskets', icon: 'inbox' }] },
    props: ({ query }) => ({ basket: asked(query['in']) }),
  },
]
