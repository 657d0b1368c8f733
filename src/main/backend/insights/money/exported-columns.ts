import { formatColumnKey, parseColumnKey } from '#shared/domain/leads/import/list-columns.ts'
import type { Mapping } from '#shared/domain/leads/import/mapping.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'

/** Files searched for their columns, newest first. */
const maxFiles = 200

/** Returns the keys of the columns of exported leads: fields, variables, and columns of their files. */
export function exportedColumns({ raw }: Store, workspaces: readonly WorkspaceId[]): readonly string[] {
  const files = raw
    .prepare(
      `select i.header, i.mapping from list_import i where i.state = 'ready'
         and i.list_id in (select r.list_id from export_run r where r.workspace_id in (select value from json_each(?)))
       order by i.id desc limit ${maxFiles}`,
    )
    .all(JSON.stringify(workspaces)) as { header: string; mapping: string }[]
  const sent = new Set<string>()
  const ofFile = new Set<string>()
  for (const { header, mapping } of files) {
    for (const target of JSON.parse(mapping) as Mapping) {
      if (target.kind === 'field' && target.field !== 'email')
        sent.add(formatColumnKey({ kind: 'field', name: target.field }))
      if (target.kind === 'variable') sent.add(formatColumnKey({ kind: 'variable', name: target.name }))
    }
    for (const name of JSON.parse(header) as string[]) ofFile.add(formatColumnKey({ kind: 'original', name }))
  }
  return [...sent, ...ofFile].filter((key) => parseColumnKey(key) !== null)
}
