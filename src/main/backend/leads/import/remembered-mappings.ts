/**
 * What the operator last chose for a client's files with the same header: remembered at each save, and undone in
 * one step.
 */
import { z } from 'zod'
import type { ImportSettings, RememberedMapping } from '#shared/contract/leads/imports.ts'
import { type Mapping, mapping as mappingShape } from '#shared/domain/leads/import/mapping.ts'
import { rememberedSettings } from '#shared/domain/leads/import/row-settings.ts'
import { importSettings } from '#shared/domain/leads/import/settings-shape.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { readSettingRow, removeSettingRow, writeSettingRow } from '../../core/db/setting-rows.ts'
import type { Store } from '../../core/deps.ts'
import { headerFingerprint } from './import-templates.ts'

const PREFIX = 'import_mapping:'

const kept = z.object({
  mapping: mappingShape,
  /** Columns whose target the operator chose; all others are detected again. */
  chosen: z.array(z.number().int().min(0)).max(1000),
  settings: importSettings.omit({ holdUnverified: true }),
  /** The kind of file, if it comes from a known tool. */
  source: z.string().max(64).nullable(),
  usedAt: z.string(),
})
type Kept = z.output<typeof kept>
const stored = kept.extend({ before: kept.nullable().catch(null) })

/** A stored value of another version of the app is skipped rather than offered incorrectly. */
function parseStored(value: string): z.output<typeof stored> | null {
  try {
    return stored.safeParse(JSON.parse(value)).data ?? null
  } catch {
    return null
  }
}

const readMapping = ({ raw }: Store, workspaceId: WorkspaceId, key: string): z.output<typeof stored> | null => {
  const found = readSettingRow(raw, workspaceId, key)
  return found === undefined ? null : parseStored(found)
}

function writeMapping(
  { raw }: Store,
  workspaceId: WorkspaceId,
  key: string,
  value: Kept & { before: Kept | null },
): void {
  writeSettingRow(raw, workspaceId, key, value, value.usedAt)
}

type File = { readonly header: readonly string[]; readonly source: string | null }

/** Returns what is remembered for a file with this header; null for nothing. */
export function findRememberedMapping(
  store: Store,
  workspaceId: WorkspaceId,
  { header }: File,
): RememberedMapping | null {
  const found = readMapping(store, workspaceId, PREFIX + headerFingerprint(header))
  if (!found || found.mapping.length !== header.length) return null
  return { mapping: found.mapping, chosen: found.chosen, settings: found.settings }
}

/**
 * Returns whether the business name replaced the first name in the last file of this kind, which may have had another
 * header.
 */
export function businessNameOfKind(store: Store, workspaceId: WorkspaceId, { source }: File): boolean {
  if (source === null) return false
  const values = store.raw
    .prepare(`select value from setting where workspace_id = ? and key like '${PREFIX}%' order by changed_at desc`)
    .pluck()
    .all(workspaceId) as string[]
  const last = values.map(parseStored).find((each) => each?.source === source)
  return last?.settings.companyAsFirstName ?? false
}

type Choice = File & {
  readonly mapping: Mapping
  readonly chosen: readonly number[]
  readonly settings: ImportSettings
  /** ISO time. */
  readonly at: string
}

/** Remembers what was chosen, or that nothing was. Returns the key that takes it back; null if nothing changed. */
export function rememberMapping(store: Store, workspaceId: WorkspaceId, choice: Choice): string | null {
  const { header, source, mapping, chosen, at } = choice
  const key = PREFIX + headerFingerprint(header)
  const found = readMapping(store, workspaceId, key)
  const before = found && withoutEarlier(found)
  const settings = rememberedSettings(choice.settings)
  if (chosen.length === 0 && Object.keys(settings).length === 0) {
    if (before) removeSettingRow(store.raw, workspaceId, key)
    return null
  }
  const now: Kept = { mapping: [...mapping], chosen: [...chosen], settings, source, usedAt: at }
  writeMapping(store, workspaceId, key, { ...now, before })
  const same = before && JSON.stringify({ ...before, usedAt: at }) === JSON.stringify(now)
  return same ? null : key.slice(PREFIX.length)
}

const withoutEarlier = ({ before: _older, ...value }: z.output<typeof stored>): Kept => value

/** Restores what was remembered before the last save; nothing if there was nothing. */
export function forgetMapping(store: Store, workspaceId: WorkspaceId, id: string): void {
  const key = PREFIX + id
  const before = readMapping(store, workspaceId, key)?.before
  if (before) writeMapping(store, workspaceId, key, { ...before, before: null })
  else removeSettingRow(store.raw, workspaceId, key)
}
