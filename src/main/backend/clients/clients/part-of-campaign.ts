import type { Database } from 'better-sqlite3'
import type { ClientRule } from '#shared/contract/clients/clients.ts'
import { createRuleFinder } from '#shared/domain/clients/rules.ts'
import type { ClientPartId, WorkspaceId } from '#shared/ids.ts'
import { memoizeByKey } from '../../core/lib/memoize-by-key.ts'

/** The campaign an export goes into: by Instantly's id if it exists, otherwise by the name and tags it will have. */
export type TargetCampaign = {
  readonly remoteId: string | null
  readonly name: string
  readonly tags?: readonly string[] | undefined
}

const anyPart = memoizeByKey((db: Database) =>
  db.prepare<[number]>('select 1 from client_part where workspace_id = ? limit 1'),
)

/**
 * Creates a function that returns which part of a workspace a campaign belongs to, or will belong to by the rules once
 * it is read; null: the workspace itself. Returns null instead of a function if there are no parts.
 */
export function createPartLookup(
  db: Database,
  workspaceId: WorkspaceId,
): ((campaign: TargetCampaign) => ClientPartId | null) | null {
  if (!anyPart(db).get(workspaceId)) return null
  const known = db.prepare<[number, string], { partId: ClientPartId | null }>(
    'select part_id as partId from campaign where workspace_id = ? and remote_id = ?',
  )
  const rules = db.prepare<[number], ClientRule>(
    'select id, part_id as partId, kind, value from client_rule where workspace_id = ? order by position, id',
  )
  const find = createRuleFinder(rules.all(workspaceId))
  return ({ remoteId, name, tags = null }) => {
    const row = remoteId === null ? undefined : known.get(workspaceId, remoteId)
    return row ? row.partId : (find({ name, tags })?.partId ?? null)
  }
}
