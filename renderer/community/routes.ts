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
    path: '/duplicates',
    name: 'duplicates',
    component: () => import('./DuplicatesPage.vue'),
    meta: {
      needs: 'contacts:write',
      pages: [{ to: '/duplicates', title: 'sameness.page.title', icon: 'person' }],
    },
  },
  {
    path: '/contact/:id',
    name: 'contact',
    component: () => import('./ContactPage.vue'),
    meta: { needs: 'contacts:read' },
    props: (route) => ({ id: route.params['id'] }),
  },
]
