import type { RouteRecordRaw } from 'vue-router'

export const communityRoutes: RouteRecordRaw[] = [
  {
    path: '/contacts/:kind(person|entity)',
    name: 'contacts',
    component: () => import('./ContactsPage.vue'),
    meta: {
      needs: 'contacts:read',
      pages: [
        { to: '/contacts/person', title: 'shell.nav.persons', icon: 'person' },
        { to: '/contacts/entity', title: 'shell.nav.entities', icon: 'building' },
      ],
    },
    props: (route) => ({ kind: route.params['kind'] }),
  },
  {
    path: '/contact/:id',
    name: 'contact',
    component: () => import('./ContactPage.vue'),
    meta: { needs: 'contacts:read' },
    props: (route) => ({ id: route.params['id'] }),
  },
]
