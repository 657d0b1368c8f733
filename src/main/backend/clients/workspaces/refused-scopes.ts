/**
 * Scopes of calls Instantly refused, by key: shown with the key until such a call is accepted again. Kept apart from
 * the missing scopes found by a test of the key: a single refusal blocks nothing, so background reads keep trying.
 */
import type { ApiKeyId, WorkspaceId } from '#shared/ids.ts'
import { readSettingRow, removeSettingRow, writeSettingRow } from '../../core/db/setting-rows.ts'
import type { Store } from '../../core/deps.ts'
import { parseJson } from '../../core/lib/parse-json.ts'

const keyOf = (keyId: ApiKeyId): string => `refused_scopes:${keyId}`

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []

/** Returns the scopes for which calls with this key were last refused. */
export function refusedScopes({ raw }: Store, workspaceId: WorkspaceId, keyId: ApiKeyId): readonly string[] {
  return textsOf(parseJson(readSettingRow(raw, workspaceId, keyOf(keyId)) ?? '[]'))
}

/** Stores them; deletes the row if there are none. */
export function saveRefusedScopes(
  { raw }: Store,
  refused: { workspaceId: WorkspaceId; keyId: ApiKeyId; scopes: readonly string[]; at: string },
): void {
  const { workspaceId, keyId, scopes, at } = refused
  if (scopes.length === 0) {
    removeSettingRow(raw, workspaceId, keyOf(keyId))
    return
  }
  writeSettingRow(raw, workspaceId, keyOf(keyId), scopes, at)
}
