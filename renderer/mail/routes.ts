import type { RouteRecordRaw } from 'vue-router'

const asked = (value: unknown): string | null => (typeof value === 'string' ? value : null)

export const mailRoutes: RouteRecordRaw[] = [
  {
    path: '/mail',
    name: 'mail',
    component: () => import('./MailPage.vue'),
    meta: { needs: 'register:read' },
    props: ({ query }) => ({ tab: asked(query['tab']) }),
  },
]
