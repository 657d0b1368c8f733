import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'

/** Tells demo workspaces from real ones, as the store has it at this moment; no workspace is none. */
export function createDemoLookup(store: Store): (workspaceId: WorkspaceId | null) => boolean {
  const find = store.raw.prepare<[number | null]>('select 1 from workspace where id = ? and demo is not null')
  return (workspaceId) => find.get(workspaceId) !== undefined
}

/** Which workspaces *All clients* means, as SQL about the column `of`: real ones, or the demo while there is nothing else. */
export const allClientsSql = (of: string): string =>
  `(${of} is null or ${of} in (select id from workspace where demo is null)
     or (${of} in (select id from workspace where demo = 'ready')
       and not exists (select 1 from workspace where demo is null)))`

/** Before the names of files saved from a demo: the same word in every language. */
export const demoFileMark = 'DEMO'

/** The name a file is offered to be saved under: what is simulated says so wherever it goes. */
export const savedName = (isDemo: boolean, name: string): string => (isDemo ? `${demoFileMark} ${name}` : name)
