import type { Component } from 'vue'
import type { RouteRecordRaw } from 'vue-router'
import { useSession } from '../session/session'
import { firstSection, sections, type SectionName } from './sections'

const pages: Record<SectionName, () => Promise<Component>> = {
  users: () => import('./UsersPage.vue'),
  office: () => import('./OfficePage.vue'),
  registers: () => import('../registers/RegistersPage.vue'),
  templates: () => import('../templates/TemplatesPage.vue'),
  units: () => import('../units/UnitsPage.vue'),
  backup: () => import('./BackupPage.vue'),
  server: () => import('./ServerPage.vue'),
  security: () => import('./SecurityPage.vue'),
  updates: () => import('../updates/UpdatesPage.vue'),
  about: () => import('./AboutPage.vue'),
}

export const settingsRoutes: RouteRecordRaw[] = [
  {
    path: '/settings',
    component: () => import('./SettingsPage.vue'),
    children: [
      { path: '', redirect: () => `/settings/${firstSection(useSession().can)}` },
      ...sections.map(({ name, icon, needs }): RouteRecordRaw => {
        const page = { to: `/settings/${name}`, title: `settings.sections.${name}`, icon }
        return { path: name, component: pages[name], meta: { ...(needs && { needs }), pages: [page] } }
      }),
      {
        path: 'templates/:id',
        component: () => import('../templates/TemplateEditor.vue'),
        meta: { needs: 'templates:manage' },
        props: (route) => ({ id: route.params['id'] }),
      },
      {
        path: 'registers/import',
        component: () => import('../imports/ImportPage.vue'),
        meta: {
          needs: 'register:open',
          pages: [{ to: '/settings/registers/import', title: 'imports.title', icon: 'upload' }],
        },
      },
    ],
  },
]
