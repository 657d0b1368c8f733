/** Messages between the backend and the index thread, and shared definitions. */

import type { ColumnFilter } from '#shared/domain/leads/import/list-columns.ts'
import type { ListTexts } from './list-texts.ts'

export type ToIndexer =
  | { readonly t: 'build'; readonly listId: number; readonly revision: number; readonly rowCount: number }
  /** Requests the texts of a list as indexed, for searching. */
  | { readonly t: 'load'; readonly listId: number }
  /** Finds every row of an index that contains a text, which is already folded. */
  | {
      readonly t: 'search'
      readonly listId: number
      readonly made: number
      readonly text: Uint8Array
      readonly key: string
    }
  /** Removes everything of a permanently removed list from the file. */
  | { readonly t: 'drop'; readonly listId: number }
  /** Releases the texts, as they are no longer being searched. */
  | { readonly t: 'rest' }
  /** Sorts a list by a column that is not a column of the store. */
  | {
      readonly t: 'order'
      readonly listId: number
      readonly rowCount: number
      readonly column: string
      readonly revision: number
    }
  /** Finds the rows that match a condition. */
  | {
      readonly t: 'match'
      readonly listId: number
      readonly rowCount: number
      readonly revision: number
      readonly filter: ColumnFilter
      readonly key: string
    }

  /** Finds the rows that have a tag. */
  | {
      readonly t: 'tagged'
      readonly listId: number
      readonly rowCount: number
      readonly tagId: number
      readonly key: string
    }

  /** Finds the rows whose leads opened, clicked or replied, the most recent first. */
  | { readonly t: 'engaged'; readonly listId: number; readonly key: string }

export type FromIndexer =
  | { readonly t: 'progress'; readonly listId: number; readonly share: number }
  | { readonly t: 'built'; readonly listId: number }
  /** Progress of reading a column that has not been read before. */
  | { readonly t: 'preparing'; readonly listId: number; readonly share: number }
  /** In memory shared by both threads. */
  | { readonly t: 'texts'; readonly listId: number; readonly made: number; readonly texts: ListTexts }
  | { readonly t: 'ordered'; readonly listId: number; readonly column: string }
  /** `tookMs`: the work alone, without the thread's own start or other work before it. */
  | { readonly t: 'found'; readonly key: string; readonly positions: Uint32Array; readonly tookMs: number }
  /** `about`: the list to be built, or the key of the search. */
  | { readonly t: 'failed'; readonly about: number | string; readonly detail: string }

/** Columns by which a list can be sorted, besides its own order. */
export const sortedColumns = ['email', 'last_name', 'company_name', 'job_title'] as const
export type SortedColumn = (typeof sortedColumns)[number]
export const isSortedColumn = (id: string): id is SortedColumn => (sortedColumns as readonly string[]).includes(id)

/** Changes with the format of the file; an older file is rebuilt. */
export const INDEX_VERSION = 3

/**
 * `made` is unique for every build. What changed in a list since then: the actions after `last_action`; if that one is
 * a check still in progress, what it recorded after `last_change`; and the undone actions that are not in `undone`, a
 * JSON array of ids.
 */
export const indexSchema = `
  pragma page_size = 32768;
  pragma journal_mode = WAL;
  pragma synchronous = NORMAL;
  pragma journal_size_limit = 0;
  pragma user_version = ${INDEX_VERSION};
  create table if not exists list_index (list_id integer primary key, revision integer not null, row_count integer not null,
    made integer not null, last_action integer not null, last_change integer not null, undone text not null);
  create table if not exists list_order (list_id integer, sorted_by text, empty_count integer not null,
    positions blob not null, primary key (list_id, sorted_by));
  create table if not exists list_text (list_id integer, part text, no integer, size integer not null,
    packed blob not null, primary key (list_id, part, no));`

/** SQL that selects the positions of a list that have a tag, up to a given one. */
export const taggedPositionsSql =
  'select position from lead_tag where tag_id = ? and list_id = ? and removed_by = 0 and position <= ?'

/** SQL condition: a text occurs in what the table shows of a lead; `:like` is `likeOf` the text. */
export const matchesTextSql = `(${['email', 'first_name', 'last_name', 'company_name', 'job_title']
  .map((column) => `${column} like :like escape '\\'`)
  .join(' or ')})`

export const toLikePattern = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`
