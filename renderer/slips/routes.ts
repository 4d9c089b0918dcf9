import type { RouteRecordRaw } from 'vue-router'

const asked = (value: unknown): string | null => (typeof value === 'string' ? value : null)

export const slipsRoutes: RouteRecordRaw[] = [
  {
    path: '/slips',
    name: 'slips',
    component: () => import('./SlipsPage.vue'),
    meta: { needs: 'register:read', pages: [{ to: '/slips', title: 'slips.title', icon: 'send' }] },
    /** `piece`: an entry to begin a new slip with; `id`: one to be shown. */
    props: ({ query }) => ({ tab: asked(query['tab']), piece: asked(query['piece']), id: asked(query['id']) }),
  },
]
