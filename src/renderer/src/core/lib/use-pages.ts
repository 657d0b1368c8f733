import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { Page } from '#shared/contract/core/page.ts'
import type { Topic } from '#shared/contract/route.ts'
import { asAppError } from './call.ts'
import { createPages, type Pages } from './pages-core.ts'
import { onEvent } from './use-event.ts'

/** What a long table reads: `key` names the question whole (route, filters, sort); another key starts anew. */
export type PageSource<Row> = {
  readonly key: string
  readonly topics: readonly Topic[]
  readonly loadPage: (offset: number, limit: number) => Promise<Page<Row>>
}

/** A long list for drawing; reads again when one of its topics changes. */
export function usePages<Row>(source: PageSource<Row>): Pages<Row> {
  // The key stands for all the source asks; its functions are made anew at every drawing.
  // oxlint-disable-next-line react-hooks/exhaustive-deps, react/memo-dependencies
  const pages = useMemo(() => createPages(source.loadPage, asAppError), [source.key])
  const topicKey = source.topics.join(' ')
  useEffect(() => {
    pages.refresh()
    return onEvent('data.changed', ({ topics }) => {
      if (topics.some((topic) => topicKey.split(' ').includes(topic))) pages.refresh()
    })
  }, [pages, topicKey])
  useSyncExternalStore(pages.subscribe, pages.state)
  return pages
}
