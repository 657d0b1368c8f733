/** Mappings remembered by the header they were made for. Stored as settings of a workspace, or of the app (0). */
import { createHash, randomUUID } from 'node:crypto'
import type { ImportTemplate } from '#shared/contract/leads/imports.ts'
import { headerKey } from '#shared/domain/leads/import/header-key.ts'
import { mapping as mappingShape } from '#shared/domain/leads/import/mapping.ts'
import { importSettings } from '#shared/domain/leads/import/settings-shape.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { writeSettingRow } from '../../core/db/setting-rows.ts'
import type { Store } from '../../core/deps.ts'

const PREFIX = 'import_template:'
const APP = 0

/** Returns the same value for headers with the same names in the same order; spelling and blanks do not matter. */
export const headerFingerprint = (header: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify(header.map((name) => headerKey(name))))
    .digest('hex')
    .slice(0, 32)

type Kept = Omit<ImportTemplate, 'id' | 'forAll'> & {
  readonly fingerprint: string
  /** ISO time. */
  readonly usedAt: string
}
type Row = { readonly workspaceId: number; readonly key: string; readonly value: string }

/** Returns the templates for files with this header, most recently used first. */
export function templatesFor(
  store: Store,
  workspaceId: WorkspaceId,
  header: readonly string[],
): readonly ImportTemplate[] {
  const wanted = headerFingerprint(header)
  const rows = store.raw
    .prepare(
      `select workspace_id as workspaceId, key, value from setting
       where workspace_id in (?, ${APP}) and key like '${PREFIX}%'`,
    )
    .all(workspaceId) as Row[]
  return rows
    .map((row) => ({ ...row, kept: JSON.parse(row.value) as Kept }))
    .filter(({ kept }) => kept.fingerprint === wanted)
    .toSorted((a, b) => b.kept.usedAt.localeCompare(a.kept.usedAt))
    .flatMap(({ workspaceId: owner, key, kept }) => {
      const mapping = mappingShape.safeParse(kept.mapping)
      const settings = importSettings.safeParse(kept.settings)
      // A template of another version of the app is skipped rather than offered incorrectly.
      if (!mapping.success || !settings.success || mapping.data.length !== header.length) return []
      const id = key.slice(PREFIX.length)
      return [{ id, forAll: owner === APP, name: kept.name, mapping: mapping.data, settings: settings.data }]
    })
}

type NewTemplate = Omit<ImportTemplate, 'id'> & {
  readonly header: readonly string[]
  /** ISO time. */
  readonly at: string
}

/** Saves a mapping, replacing a template with the same header and name. */
export function saveTemplate(store: Store, workspaceId: WorkspaceId, template: NewTemplate): ImportTemplate {
  const { header, mapping, settings, name, forAll, at } = template
  const before = templatesFor(store, workspaceId, header).find(
    (other) => other.name === name && other.forAll === forAll,
  )
  const id = before?.id ?? randomUUID()
  const value: Kept = { name, fingerprint: headerFingerprint(header), mapping, settings, usedAt: at }
  writeSettingRow(store.raw, forAll ? APP : workspaceId, PREFIX + id, value, at)
  return { id, forAll, name, mapping, settings }
}

/** Deletes a template; succeeds if it is already gone. */
export function deleteTemplate(store: Store, id: string): void {
  store.raw.prepare('delete from setting where key = ?').run(PREFIX + id)
}
