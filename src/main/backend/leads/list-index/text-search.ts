/** Finds a text in a big list: at once if rare, otherwise row by row in the requested order until a page is full. */
import type { Database } from 'better-sqlite3'
import { createDelayedRun } from '../../core/lib/delayed-run.ts'
import { matchesTextSql, type ToIndexer, toLikePattern } from './index-jobs.ts'
import {
  findBlocksWithText,
  findRowsWithText,
  foldForSearch,
  type ListTexts,
  rowContains,
  sharedTexts,
} from './list-texts.ts'
import type { ListView } from './list-view.ts'

/** Up to this many blocks of rows are searched in some milliseconds. */
const FEW_BLOCKS = 320
const RESULTS_KEPT = 8
/** The texts are released if they were not searched for this long, as those of a million rows take some 100 MB. */
const REST_AFTER_MS = 180_000

/** If all hits are known, 1 for each; otherwise `fits`, to check row by row; neither while the texts are being read. */
type TextHits = {
  readonly map?: Uint8Array
  readonly fits?: (position: number) => boolean
  readonly complete: boolean
}

type Kept = { readonly listId: number; readonly made: number; readonly texts: ListTexts }

export function createTextSearch(raw: Database, tell: (message: ToIndexer) => void) {
  let kept: Kept | null = null
  const asked = new Set<number>()
  const hits = new Map<string, Uint32Array | null>()
  const resting = createDelayedRun(() => {
    releaseTexts()
    tell({ t: 'rest' })
  })

  function releaseTexts() {
    resting.cancel()
    kept = null
    asked.clear()
    hits.clear()
  }

  /** Returns the searchable texts of a view; null while they are being read. */
  function textsOf(view: ListView): ListTexts | null {
    const { id } = view.list
    resting.anew(REST_AFTER_MS)
    if (kept?.listId === id && kept.made === view.made) return kept.texts
    if (!asked.has(id)) {
      asked.add(id)
      tell({ t: 'load', listId: id })
    }
    return null
  }

  function storeHits(key: string, positions: Uint32Array | null) {
    hits.set(key, positions)
    for (const old of hits.keys()) if (hits.size > RESULTS_KEPT) hits.delete(old)
  }

  /** Reads rows changed since the index was built from the store. */
  function changedRowsMatching({ list, changed }: ListView, text: string): ReadonlySet<number> {
    if (changed.length === 0) return new Set()
    return new Set(
      raw
        .prepare(
          `select position from lead
           where list_id = :listId and position in (select value from json_each(:changed)) and ${matchesTextSql}`,
        )
        .pluck()
        .all({ listId: list.id, changed: JSON.stringify(changed), like: toLikePattern(text) }) as number[],
    )
  }

  function searchTexts(view: ListView, text: string): TextHits {
    const texts = textsOf(view)
    if (!texts) return { complete: false }
    const bytes = foldForSearch(text)
    const key = `${view.list.id} ${view.made} ${text}`
    let known = hits.get(key)
    if (!known) {
      const blocks = findBlocksWithText(texts, bytes)
      if (blocks && blocks.length <= FEW_BLOCKS) {
        known = findRowsWithText(texts, bytes, blocks)
        storeHits(key, known)
      }
    }
    const changed = changedRowsMatching(view, text)
    if (known) {
      const map = new Uint8Array(view.list.rowCount)
      for (const position of known) map[position - 1] = 1
      for (const position of view.changed) map[position - 1] = changed.has(position) ? 1 : 0
      return { map, complete: true }
    }
    if (!hits.has(key)) {
      storeHits(key, null)
      tell({ t: 'search', listId: view.list.id, made: view.made, text: bytes, key })
    }
    const again = new Set(view.changed)
    if (again.size === 0) return { fits: (position) => rowContains(texts, position, bytes), complete: false }
    return {
      fits: (position) => (again.has(position) ? changed.has(position) : rowContains(texts, position, bytes)),
      complete: false,
    }
  }

  return {
    textsOf,
    look: searchTexts,
    forget: releaseTexts,
    loaded(message: Kept): void {
      asked.delete(message.listId)
      kept = { ...message, texts: sharedTexts(message.texts) }
    },
    found(key: string, positions: Uint32Array): void {
      if (hits.has(key)) hits.set(key, positions)
    },
    /** If it is requested again, it is retried. */
    failed(about: string): void {
      hits.delete(about)
      if (about.startsWith('load ')) asked.delete(Number(about.slice(5)))
    },
  }
}
