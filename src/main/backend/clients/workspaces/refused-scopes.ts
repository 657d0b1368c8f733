/**
 * Scopes of calls Instantly refused, by key: told wherever the key is shown, until such a call is accepted again. Apart
 * from what a test of the key found missing: one refusal holds nothing up, so what is read by itself goes on trying.
 */
import type { ApiKeyId, WorkspaceId } from '#shared/ids.ts'
import { readSettingRow, removeSettingRow, writeSettingRow } from '../../core/db/setting-rows.ts'
import type { Store } from '../../core/deps.ts'
import { parseJson } from '../../core/lib/parse-json.ts'

const keyOf = (keyId: ApiKeyId): string => `refused_scopes:${keyId}`

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []

/** The scopes calls with this key were last refused for. */
export function refusedScopes({ raw }: Store, workspaceId: WorkspaceId, keyId: ApiKeyId): readonly string[] {
  return textsOf(parseJson(readSettingRow(raw, workspaceId, keyOf(keyId)) ?? '[]'))
}

/** Writes them; none is no row. */
export function saveRefusedScopes(
  { raw }: Store,
  {
    workspaceId,
    keyId,
    scopes,
    at,
  }: { workspaceId: WorkspaceId; keyId: ApiKeyId; scopes: readonly string[]; at: string },
): void {
  if (scopes.length === 0) {
    removeSettingRow(raw, workspaceId, keyOf(keyId))
    return
  }
  writeSettingRow(raw, workspaceId, keyOf(keyId), scopes, at)
}
