import type { RouteRecordRaw } from 'vue-router'

export const diasporaRoutes: RouteRecordRaw[] = [
  {
    path: '/diaspora',
    name: 'diaspora',
    component: () => import('./DiasporaPage.vue'),
    meta: { needs: 'contacts:read', pages: [{ to: '/diaspora', title: 'diaspora.title', icon: 'map' }] },
  },
  {
    path: '/diaspora/import',
    name: 'diaspora-import',
    component: () => import('./FigureImportPage.vue'),
    meta: {
      needs: 'figures:manage',
      pages: [{ to: '/diaspora/import', title: 'diaspora.import.title', icon: 'upload' }],
    },
  },
  {
    path: '/diaspora/:country',
    name: 'diaspora-country',
    component: () => import('./CountryPage.vue'),
    meta: { needs: 'contacts:read' },
    props: (route) => ({ country: String(route.params['country']) }),
  },
]
