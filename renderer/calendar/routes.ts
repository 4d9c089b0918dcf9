import type { RouteRecordRaw } from 'vue-router'

export const calendarRoutes: RouteRecordRaw[] = [
  {
    path: '/calendar',
    name: 'calendar',
    component: () => import('./CalendarPage.vue'),
    meta: { needs: 'sync:read', pages: [{ to: '/calendar', title: 'calendar.title', icon: 'columns' }] },
  },
]
