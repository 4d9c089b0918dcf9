import type { RouteRecordRaw } from 'vue-router'

export const peopleRoutes: RouteRecordRaw[] = [
  {
    path: '/people/import',
    name: 'people-import',
    component: () => import('./PeopleImportPage.vue'),
    meta: { needs: 'contacts:write', pages: [{ to: '/people/import', title: 'people.title', icon: 'upload' }] },
  },
]
