import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'

/** Returns a function that says whether a workspace is a demo, read from the store at each call; false for null. */
export function createDemoLookup(store: Store): (workspaceId: WorkspaceId | null) => boolean {
  const find = store.raw.prepare<[number | null]>('select 1 from workspace where id = ? and demo is not null')
  return (workspaceId) => find.get(workspaceId) !== undefined
}

/** SQL condition on column `of` for the workspaces *All clients* includes: real ones, else the demo. */
export const allClientsSql = (of: string): string =>
  `(${of} is null or ${of} in (select id from workspace where demo is null)
     or (${of} in (select id from workspace where demo = 'ready')
       and not exists (select 1 from workspace where demo is null)))`

/** Prefix of the names of files saved from a demo; the same word in every language. */
export const demoFileMark = 'DEMO'

/** Returns the file name suggested for saving; a demo's files are marked as such. */
export const offeredFileName = (isDemo: boolean, name: string): string => (isDemo ? `${demoFileMark} ${name}` : name)
