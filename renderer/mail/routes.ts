import type { RouteRecordRaw } from 'vue-router'

const asked = (value: unknown): string | null => (typeof value === 'string' ? value : null)

export const mailRoutes: RouteRecordRaw[] = [
  {
    path: '/mail',
    name: 'mail',
    component: () => import('./MailPage.vue'),
    meta: { needs: 'register:read', pages: [{ to: '/mail', title: 'mail.title', icon: 'inbox' }] },
    props: ({ query }) => ({ tab: asked(query['tab']) }),
  },
]
