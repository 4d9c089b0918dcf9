import { computed, onBeforeUnmount, ref, shallowReactive, shallowRef } from 'vue'
import type { EntryFile } from '../../contract/register'
import { isUntouched, moved, movedTo, turnedBy, type KeyedPage } from '../../domain/documents/pages'
import { api } from '../bridge/client'
import { useArrival } from '../documents/documentViewerArrival'
import type { OpenDocument, Sheet } from '../documents/documentViewerDocument'
import { openDocument } from '../documents/documentViewerSheets'

type Opened = { file: EntryFile; document: OpenDocument; signed: boolean }

/**
 * Pages of a scan on their way to a new version: what is in it, what was split off, where each page comes from. Nothing is written
 * until it is sent; the order before can always be had back.
 */
export function useArranging(first: EntryFile) {
  const sources = shallowReactive(new Map<string, Opened>())
  const pages = shallowRef<KeyedPage[]>([])
  const split = shallowRef<KeyedPage[]>([])
  const chosen = shallowRef<ReadonlySet<string>>(new Set())
  const opening = ref(false)
  const closing = new AbortController()
  const arrival = useArrival()

  /** Opens a scan, if it is not open, and puts its pages behind the others. @throws whatever keeps it from being read */
  async function add(file: EntryFile): Promise<void> {
    opening.value = true
    try {
      if (!sources.has(file.id)) {
        await arrival.arrive(file.url)
        const signatures = file.mediaType === 'application/pdf' ? await api.documents.signatures({ id: file.id }) : []
        const document = await openDocument(file.url, file.mediaType, closing.signal)
        sources.set(file.id, { file, document, signed: signatures.length > 0 })
      }
      const count = sources.get(file.id)?.document.sheets.length ?? 0
      const stand = [...pages.value, ...split.value]
      const missing = Array.from({ length: count }, (_, page): KeyedPage => {
        return { key: `${file.id} ${page}`, fileId: file.id, page, turn: 0 }
      }).filter(({ key }) => !stand.some((page) => page.key === key))
      pages.value = [...pages.value, ...missing]
      if (file.id !== first.id) chosen.value = new Set(missing.map(({ key }) => key))
    } finally {
      opening.value = false
    }
  }
  onBeforeUnmount(() => {
    closing.abort()
    for (const { document } of sources.values()) void document.close()
  })

  const change = (to: (list: KeyedPage[]) => KeyedPage[]): void => {
    pages.value = to(pages.value)
    split.value = to(split.value)
  }
  const isChosen = ({ key }: KeyedPage): boolean => chosen.value.has(key)
  const countOf = (file: EntryFile): number => sources.get(file.id)?.document.sheets.length ?? 0

  return {
    sources,
    pages,
    split,
    chosen,
    opening,
    add,
    sheetOf: ({ fileId, page }: KeyedPage): Sheet | undefined => sources.get(fileId)?.document.sheets[page],
    turn: (by: 90 | 270): void =>
      change((list) => list.map((page) => (isChosen(page) ? { ...page, turn: turnedBy(page.turn, by) } : page))),
    move: (step: -1 | 1): void => change((list) => moved(list, chosen.value, step)),
    moveTo: (at: number, into: 'pages' | 'split'): void => {
      const all = [...pages.value, ...split.value]
      const list = into === 'pages' ? pages : split
      const taken = all.filter((page) => isChosen(page) && !list.value.includes(page))
      const wider = [...list.value, ...taken]
      if (into === 'pages') split.value = split.value.filter((page) => !isChosen(page))
      else pages.value = pages.value.filter((page) => !isChosen(page))
      list.value = movedTo(wider, chosen.value, at)
    },
    /** Never the last: a scan has a page. */
    remove: (): void => {
      if (pages.value.every(isChosen)) return
      change((list) => list.filter((page) => !isChosen(page)))
      chosen.value = new Set()
    },
    splitOff: (): void => {
      if (pages.value.every(isChosen)) return
      split.value = [...split.value, ...pages.value.filter(isChosen)]
      pages.value = pages.value.filter((page) => !isChosen(page))
    },
    putBack: (): void => {
      pages.value = [...pages.value, ...split.value]
      split.value = []
    },
    startOver: async (): Promise<void> => {
      pages.value = []
      split.value = []
      chosen.value = new Set()
      await add(first)
    },
    untouched: computed(() => split.value.length === 0 && isUntouched(pages.value, first.id, countOf(first))),
    /** One of the scans is signed: what is made is a copy without signature. */
    signed: computed(() => [...sources.values()].some(({ signed }) => signed)),
    /** Other scans of which every page is in the new version: it takes their place too. */
    absorbed: computed(() =>
      [...sources.values()]
        .filter(({ file, signed }) => file.id !== first.id && !signed && file.replacedById === null)
        .filter(({ file }) => pages.value.filter((page) => page.fileId === file.id).length === countOf(file))
        .map(({ file }) => file),
    ),
  }
}
export type Arranging = ReturnType<typeof useArranging>
