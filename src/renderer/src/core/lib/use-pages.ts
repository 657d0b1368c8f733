import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { concerns } from '#shared/contract/changes.ts'
import type { Page } from '#shared/contract/core/page.ts'
import type { QueryName } from '#shared/contract/index.ts'
import { type Ask, noting } from './answers.ts'
import { asAppError, call } from './call.ts'
import { createPages, type Pages } from './pages-core.ts'
import { onEvent } from './use-event.ts'

/** What a long table reads: `key` names the question whole (route, filters, sort); another key starts anew. */
export type PageSource<Row> = {
  readonly key: string
  /** What is asked, where the key changes with the answers too: while it stays, so does the row that is marked. */
  readonly question?: string
  readonly loadPage: (offset: number, limit: number, ask: Ask) => Promise<Page<Row>>
}

/** A long list for drawing; reads again when something it reads changed. */
export function usePages<Row>(source: PageSource<Row>): Pages<Row> {
  const { pages, asked } = useMemo(() => {
    const names = new Set<QueryName>()
    const ask = noting(names, call)
    return { pages: createPages((offset, limit) => source.loadPage(offset, limit, ask), asAppError), asked: names }
    // The key stands for all the source asks; its functions are made anew at every drawing.
    // oxlint-disable-next-line react-hooks/exhaustive-deps, react/memo-dependencies
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
