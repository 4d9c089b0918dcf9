import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { source, type AxeResults } from 'axe-core'
import type { Language } from '../../contract/values'
import type { DeskWindow } from './window'

export type Theme = 'light' | 'dark'

/** What axe calls serious or critical, as `rule: the element`; one line each, so that a failure reads by itself. */
export async function faults(w: DeskWindow, rules?: string[]): Promise<string[]> {
  // Brought once a page, through the inspector: the page's own policy lets no foreign script in.
  if (!(await w.page.evaluate(() => 'axe' in window))) await w.page.evaluate(source)
  const { violations } = await w.page.evaluate(async (only) => {
    const { axe } = window as unknown as { axe: { run(of: Document, how: object): Promise<AxeResults> } }
    return axe.run(document, { resultTypes: ['violations'], ...(only && { runOnly: { type: 'rule', values: only } }) })
  }, rules)
  return violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .flatMap((v) => v.nodes.map((node) => `${v.id}: ${node.target.join(' ')} ${node.html.slice(0, 160)}`))
}

/** The window itself, as its page is built. */
type Window = {
  $pinia: { _s: Map<string, { setPreferences(change: object): Promise<void> }> }
  $router: { getRoutes(): { path: string }[]; currentRoute: { value: { matched: { path: string }[] } } }
}
type App = { __vue_app__: { config: { globalProperties: Window } }; _vnode: Node | null }
type Node = {
  component: { type: { __name?: string }; subTree: Node } | null
  children: unknown
  suspense?: { activeBranch: Node }
}

/** The choice of the person menu, over whatever stands open: a menu would close it. */
export async function show(w: DeskWindow, language: Language, theme: Theme): Promise<void> {
  const shown = await w.page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset['theme']])
  if (shown[0] === language && shown[1] === theme) return
  await w.page.evaluate(
    async (change) => {
      const app = document.querySelector('#app') as unknown as App
      await app.__vue_app__.config.globalProperties.$pinia._s.get('session')?.setPreferences(change)
    },
    { language, theme },
  )
  w.language = language
  await w.page.locator(`html[lang="${language}"][data-theme="${theme}"]`).waitFor()
}

/** Which routes the page stands at, and which parts of the window are drawn. */
export const drawn = (w: DeskWindow): Promise<{ at: string[]; parts: string[] }> =>
  w.page.evaluate(() => {
    const app = document.querySelector('#app') as unknown as App
    const parts = new Set<string>()
    const walk = (node: unknown): void => {
      if (!node || typeof node !== 'object') return
      const { component, children } = node as Node
      if (component) {
        if (component.type.__name) parts.add(component.type.__name)
        walk(component.subTree)
      }
      if (Array.isArray(children)) children.forEach(walk)
    }
    walk(app._vnode)
    const { $router } = app.__vue_app__.config.globalProperties
    return { at: $router.currentRoute.value.matched.map(({ path }) => path), parts: [...parts] }
  })

export const routesOf = (w: DeskWindow): Promise<string[]> =>
  w.page.evaluate(() => {
    const app = document.querySelector('#app') as unknown as App
    return app.__vue_app__.config.globalProperties.$router.getRoutes().map(({ path }) => path)
  })

/** Every part of the window that lays something over a page. */
export function dialogsOf(root: string): string[] {
  return (readdirSync(root, { recursive: true, encoding: 'utf8' }) as string[])
    .filter((name) => name.endsWith('.vue') && !name.startsWith('ui'))
    .filter((name) => /<(?:UiDialog|UiFormDialog|PdfDialog|UiDrawer)\b/.test(readFileSync(join(root, name), 'utf8')))
    .map((name) => name.replace(/^.*[\\/]|\.vue$/g, ''))
}

/** What is written wider than where it stands and is neither cut with dots nor scrolled to; or drawn out of its bar or dialog. */
export const spilling = (w: DeskWindow): Promise<string[]> =>
  w.page.evaluate(() => {
    const found: string[] = []
    const said = (element: Element): string =>
      `${element.tagName.toLowerCase()}.${[...element.classList].join('.')}: ${(element.textContent ?? '').trim().slice(0, 60)}`
    for (const one of document.querySelectorAll<HTMLElement>(
      '.btn, .mark, .chip, h1, h2, h3, label, th, [role=tab], .menu-item',
    )) {
      if (!one.checkVisibility() || one.closest('.sr, .skip, [aria-hidden=true], [contenteditable]')) continue
      const { overflowX, textOverflow } = getComputedStyle(one)
      if (
        one.scrollWidth > one.clientWidth + 1 &&
        one.clientWidth > 0 &&
        overflowX === 'visible' &&
        textOverflow !== 'ellipsis'
      )
        if (getComputedStyle(one).display !== 'inline') found.push(said(one))
    }
    for (const row of document.querySelectorAll<HTMLElement>(
      '.head, .bar, [role=dialog] > footer, [role=dialog] > .body',
    )) {
      const box = row.getBoundingClientRect()
      if (box.width < 2 || row.scrollWidth <= row.clientWidth + 1) continue
      if (!/auto|scroll/.test(getComputedStyle(row).overflowX) || row.matches('.body'))
        found.push(`wider than its place: ${said(row)}`)
    }
    return found
  })
