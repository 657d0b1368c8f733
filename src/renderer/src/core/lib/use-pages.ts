import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { concerns } from '#shared/contract/changes.ts'
import type { Page } from '#shared/contract/core/page.ts'
import type { QueryName } from '#shared/contract/index.ts'
import { type Ask, recordQueryNames } from './answers.ts'
import { asAppError, call, onEvent } from './backend.ts'
import { createPages, type Pages } from './pages-core.ts'

/** Source of a long table. `key` identifies the query (route, filters, sort); another starts from the beginning. */
export type PageSource<Row> = {
  readonly key: string
  /** Identifies the query where `key` also changes with the answers; the marked row stays while this is the same. */
  readonly question?: string
  readonly loadPage: (offset: number, limit: number, ask: Ask) => Promise<Page<Row>>
}

/** Returns a long list for rendering; loads it again when the data it reads changes. */
export function usePages<Row>(source: PageSource<Row>): Pages<Row> {
  const { pages, asked } = useMemo(() => {
    const names = new Set<QueryName>()
    const ask = recordQueryNames(names, call)
    return { pages: createPages((offset, limit) => source.loadPage(offset, limit, ask), asAppError), asked: names }
    // The key covers everything the source asks for; its functions are new on every render.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [source.key])
  useEffect(() => {
    pages.refresh()
    return onEvent('data.changed', (change) => {
      if (concerns(change, asked)) pages.refresh()
    })
  }, [pages, asked])
  useSyncExternalStore(pages.subscribe, pages.state)
  return pages
}
