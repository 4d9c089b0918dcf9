import type { RouteRecordRaw } from 'vue-router'

export const diasporaRoutes: RouteRecordRaw[] = [
  {
    path: '/diaspora',
    name: 'diaspora',
    component: () => import('./DiasporaPage.vue'),
    meta: { needs: 'contacts:read', pages: [{ to: '/diaspora', title: 'diaspora.title', icon: 'map' }] },
  },
  {
    path: '/diaspora/:country',
    name: 'diaspora-country',
    component: () => import('./CountryPage.vue'),
    meta: { needs: 'contacts:read' },
    props: (route) => ({ country: String(route.params['country']) }),
  },
]
