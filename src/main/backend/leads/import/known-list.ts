/** Determines which list a file seems to be a newer version of. */
import type { KnownList } from '#shared/contract/leads/imports.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'

type KnownListQuery = {
  readonly workspaceId: WorkspaceId
  /** The list the same query was saved into last time. */
  readonly lastList: ListId | null
  readonly fileName: string
  readonly header: readonly string[]
}

/**
 * Returns the name without version marks: `leads (2).csv`, `leads 2026-11-20.csv` and `leads-v2.csv` are all newer
 * versions of `leads.csv`.
 */
const plainName = (fileName: string): string =>
  fileName
    .toLowerCase()
    .replace(/\.[a-z0-9]{1,5}$/, '')
    .replace(/[\s_-]*(\(\d+\)|v\d+|\d{4}[-_.]?\d{2}[-_.]?\d{2})$/g, '')
    .replace(/[\s_-]+/g, ' ')
    .trim()

/** Returns the list in use that matches the query, the name or the header, most recently filled first. */
export function findKnownList({ raw }: Store, looked: KnownListQuery): KnownList | null {
  const imports = raw
    .prepare(
      `select i.list_id as listId, l.name, i.file_name as fileName, i.header = ? as sameHeader
       from list_import i join lead_list l on l.id = i.list_id
       where i.workspace_id = ? and i.state = 'ready' and l.state = 'ready' and l.archived_at is null
       order by i.id desc limit 500`,
    )
    .all(JSON.stringify(looked.header), looked.workspaceId) as {
    listId: ListId
    name: string
    fileName: string
    sameHeader: number
  }[]
  const wanted = plainName(looked.fileName)
  const by = (why: KnownList['why'], matches: (each: (typeof imports)[number]) => boolean): KnownList | null => {
    const found = imports.find(matches)
    return found ? { listId: found.listId, name: found.name, why } : null
  }
  return (
    by('pull', ({ listId }) => listId === looked.lastList) ??
    by('name', ({ fileName, sameHeader }) => sameHeader === 1 && plainName(fileName) === wanted) ??
    by('header', ({ sameHeader }) => sameHeader === 1) ??
    by('name', ({ fileName }) => wanted !== '' && plainName(fileName) === wanted)
  )
}
