import type { RouteRecordRaw } from 'vue-router'
import { registerKinds } from '../../contract/books'

const kinds = registerKinds.join('|')

export const registerRoutes: RouteRecordRaw[] = [
  {
    path: `/register/:kind(${kinds})/:page(new)?`,
    component: () => import('./RegisterOfKind.vue'),
    meta: { needs: 'register:read' },
    props: (route) => ({ kind: route.params['kind'], page: route.params['page'] ? '/new' : '' }),
  },
  {
    path: '/register/:id',
    name: 'register',
    component: () => import('./RegisterPage.vue'),
    meta: { needs: 'register:read' },
    props: (route) => ({ id: route.params['id'], country: route.query['country'] ?? null }),
  },
  {
    path: '/register/:id/new',
    name: 'entry-new',
    component: () => import('./EntryFormPage.vue'),
    meta: {
      needs: 'register:write',
      pages: [
        { to: '/register/incoming/new', title: 'register.new.incoming', icon: 'plus' },
        { to: '/register/outgoing/new', title: 'register.new.outgoing', icon: 'plus' },
      ],
    },
    props: (route) => ({ id: route.params['id'], draftId: route.query['draft'] ?? null }),
  },
  {
    path: '/entry/:id',
    name: 'entry',
    component: () => import('./EntryPage.vue'),
    meta: { needs: 'register:read' },
    props: (route) => ({ id: route.params['id'] }),
  },
]
