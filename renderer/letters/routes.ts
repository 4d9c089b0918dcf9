import type { RouteRecordRaw } from 'vue-router'

export const lettersRoutes: RouteRecordRaw[] = [
  {
    path: '/letters',
    name: 'letters',
    component: () => import('./LettersPage.vue'),
    meta: {
      needs: 'letters:read',
      pages: [
        { to: '/letters', title: 'shell.nav.letters', icon: 'pencil' },
        { to: '/letters?tab=toSign', title: 'shell.nav.signatureBook', icon: 'seal', needs: 'letters:approve' },
      ],
    },
    props: (route) => ({ tab: typeof route.query['tab'] === 'string' ? route.query['tab'] : 'mine' }),
  },
  {
    path: '/letter/:id',
    name: 'letter',
    component: () => import('./LetterPage.vue'),
    meta: { needs: 'letters:read' },
    props: (route) => ({ id: route.params['id'] }),
  },
]
