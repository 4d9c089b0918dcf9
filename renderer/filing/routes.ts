import type { RouteRecordRaw } from 'vue-router'

const asked = (value: unknown): string | null => (typeof value === 'string' ? value : null)

export const filingRoutes: RouteRecordRaw[] = [
  {
    path: '/filing',
    name: 'filing',
    component: () => import('./FilingPage.vue'),
    meta: { needs: 'filing:approve', pages: [{ to: '/filing', title: 'filing.title', icon: 'columns' }] },
    props: ({ query }) => ({ tab: asked(query['tab']) }),
  },
  {
    path: '/filing/import',
    name: 'filing-import',
    component: () => import('./PlanImportPage.vue'),
    meta: {
      needs: 'filing:manage',
      pages: [{ to: '/filing/import', title: 'filing.import.title', icon: 'upload' }],
    },
  },
]
