import { leadFields, type Mapping } from '#shared/domain/leads/import/mapping.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'

/** Number of files whose columns are offered: those of the newest lists. */
const filesLookedAt = 60

/** Returns the columns that a client's leads have, as keys: first what is sent, then the columns of their files. */
export function columnsOfClient({ raw }: Store, workspaceId: WorkspaceId): readonly string[] {
  const files = raw
    .prepare(
      `select header, mapping from list_import where workspace_id = ? and state = 'ready' order by id desc limit ${filesLookedAt}`,
    )
    .all(workspaceId) as { header: string; mapping: string }[]
  const sent = new Set<string>()
  const ofFiles = new Set<string>()
  for (const { header, mapping } of files) {
    for (const target of JSON.parse(mapping) as Mapping) {
      if (target.kind === 'field' && groupable.has(target.field)) sent.add(`field:${target.field}`)
      if (target.kind === 'variable') sent.add(`variable:${target.name}`)
    }
    for (const name of JSON.parse(header) as string[])
      if (name !== '' && name.length <= 500) ofFiles.add(`original:${name}`)
  }
  return [...sent, ...ofFiles]
}

/** Fields by which leads can be grouped: an address says nothing about a group. */
const groupable: ReadonlySet<string> = new Set(leadFields.filter((field) => field !== 'email'))
