import type { Permission } from '../../contract/permissions'
import type { IconName } from '../ui/icons'

type Section<Name extends string = string> = { name: Name; icon: IconName; needs: Permission | null }

export const sections = [
  { name: 'users', icon: 'users', needs: 'users:manage' },
  { name: 'office', icon: 'building', needs: 'office:manage' },
  { name: 'registers', icon: 'book', needs: 'register:open' },
  { name: 'templates', icon: 'document', needs: 'templates:manage' },
  { name: 'units', icon: 'fork', needs: 'office:manage' },
  { name: 'backup', icon: 'backup', needs: 'backup:manage' },
  { name: 'server', icon: 'server', needs: 'sync:manage' },
  { name: 'security', icon: 'eye', needs: 'security:read' },
  { name: 'updates', icon: 'download', needs: null },
  { name: 'about', icon: 'info', needs: null },
] as const satisfies readonly Section[]
export type SectionName = (typeof sections)[number]['name']

type Can = (permission: Permission) => boolean
export const sectionsFor = (can: Can) => sections.filter((section) => section.needs === null || can(section.needs))
export const firstSection = (can: Can): string => sectionsFor(can)[0]?.name ?? 'about'
