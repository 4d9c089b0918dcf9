import type { RouteRecordRaw } from 'vue-router'
import { useSession } from '../session/session'
import { firstSection } from './sections'

export const settingsRoutes: RouteRecordRaw[] = [
  {
    path: '/settings',
    component: () => import('./SettingsPage.vue'),
    children: [
      { path: '', redirect: () => `/settings/${firstSection(useSession().can)}` },
      { path: 'users', component: () => import('./UsersPage.vue'), meta: { needs: 'users:manage' } },
      { path: 'office', component: () => import('./OfficePage.vue'), meta: { needs: 'office:manage' } },
      { path: 'units', component: () => import('../units/UnitsPage.vue'), meta: { needs: 'office:manage' } },
      {
        path: 'registers',
        component: () => import('../registers/RegistersPage.vue'),
        meta: { needs: 'register:open' },
      },
      {
        path: 'registers/import',
        component: () => import('../imports/ImportPage.vue'),
        meta: { needs: 'register:open' },
      },
      { path: 'backup', component: () => import('./BackupPage.vue'), meta: { needs: 'backup:manage' } },
      { path: 'server', component: () => import('./ServerPage.vue'), meta: { needs: 'sync:manage' } },
      { path: 'security', component: () => import('./SecurityPage.vue'), meta: { needs: 'security:read' } },
      { path: 'updates', component: () => import('../updates/UpdatesPage.vue') },
      { path: 'about', component: () => import('./AboutPage.vue') },
    ],
  },
]
