/** What backend and index thread say to each other, and what they agree on. */

import type { ColumnFilter } from '#shared/domain/leads/import/list-columns.ts'
import type { ListTexts } from './list-texts.ts'

export type ToIndexer =
  | { readonly t: 'build'; readonly listId: number; readonly revision: number; readonly rowCount: number }
  /** Asks for the texts of a list as its index has them, to look into. */
  | { readonly t: 'load'; readonly listId: number }
  /** Finds every row of an index that has a text, which is folded already. */
  | {
      readonly t: 'search'
      readonly listId: number
      readonly made: number
      readonly text: Uint8Array
      readonly key: string
    }
  /** Its list is gone for good: nothing of it stays in the file. */
  | { readonly t: 'drop'; readonly listId: number }
  /** No texts are looked into any more. */
  | { readonly t: 'rest' }
  /** Puts a list in the order of a column the store has no column for. */
  | {
      readonly t: 'order'
      readonly listId: number
      readonly rowCount: number
      readonly column: string
      readonly revision: number
    }
  /** Finds the rows a condition fits. */
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

  /** Finds the rows whose leads opened, clicked or replied, who did so last first. */
  | { readonly t: 'engaged'; readonly listId: number; readonly key: string }

export type FromIndexer =
  | { readonly t: 'progress'; readonly listId: number; readonly share: number }
  | { readonly t: 'built'; readonly listId: number }
  /** How far the reading of a column is that nothing was known of. */
  | { readonly t: 'preparing'; readonly listId: number; readonly share: number }
  /** In memory both threads share. */
  | { readonly t: 'texts'; readonly listId: number; readonly made: number; readonly texts: ListTexts }
  | { readonly t: 'ordered'; readonly listId: number; readonly column: string }
  | { readonly t: 'found'; readonly key: string; readonly positions: Uint32Array }
  /** `about` is the list that was to be built, or the key of the search. */
  | { readonly t: 'failed'; readonly about: number | string; readonly detail: string }

/** Columns a list can be sorted by besides its own order. */
export const sortedColumns = ['email', 'last_name', 'company_name', 'job_title'] as const
export type SortedColumn = (typeof sortedColumns)[number]
export const isSortedColumn = (id: string): id is SortedColumn => (sortedColumns as readonly string[]).includes(id)

/** Another number for another shape of the file: an older one is made anew. */
export const INDEX_VERSION = 3

/**
 * `made` differs with every build. What changed in a list since then: the actions after `last_action`, what that one, if it is
 * a check still at work, noted after `last_change`, and the actions undone that are not in `undone`, a JSON array of ids.
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

/** SQL of the places of a list that have a tag, up to one. */
export const taggedPlaces =
  'select position from lead_tag where tag_id = ? and list_id = ? and removed_by = 0 and position <= ?'

/** SQL of a text found in what the table shows of a lead; `:like` is `likeOf` the text. */
export const matchesText = `(${['email', 'first_name', 'last_name', 'company_name', 'job_title']
  .map((column) => `${column} like :like escape '\\'`)
  .join(' or ')})`

export const likeOf = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`
