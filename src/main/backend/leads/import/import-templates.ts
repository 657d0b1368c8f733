/** Mappings remembered by the header they were made for. Stored as settings of a workspace, or of the app (0). */
import { createHash, randomUUID } from 'node:crypto'
import type { ImportTemplate } from '#shared/contract/leads/imports.ts'
import { headerKey } from '#shared/domain/leads/import/header-key.ts'
import { mapping as mappingShape } from '#shared/domain/leads/import/mapping.ts'
import { importSettings } from '#shared/domain/leads/import/settings-shape.ts'
import { AppError } from '#shared/errors.ts'
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

type Kept = Omit<ImportTemplate, 'id' | 'forAll'> & { readonly fingerprint: string }
type Row = { readonly workspaceId: number; readonly key: string; readonly value: string }

function readAll(
  store: Store,
  workspaceId: WorkspaceId,
): readonly (ImportTemplate & { readonly fingerprint: string })[] {
  const rows = store.raw
    .prepare(
      `select workspace_id as workspaceId, key, value from setting
       where workspace_id in (?, ${APP}) and key like '${PREFIX}%'`,
    )
    .all(workspaceId) as Row[]
  return rows
    .flatMap(({ workspaceId: owner, key, value }) => {
      const kept = JSON.parse(value) as Kept
      const mapping = mappingShape.safeParse(kept.mapping)
      const settings = importSettings.safeParse(kept.settings)
      // A template of another version of the app is skipped rather than offered incorrectly.
      if (!mapping.success || !settings.success) return []
      const { name, fingerprint, usedAt } = kept
      const id = key.slice(PREFIX.length)
      return [{ id, forAll: owner === APP, name, fingerprint, usedAt, mapping: mapping.data, settings: settings.data }]
    })
    .toSorted((a, b) => b.usedAt.localeCompare(a.usedAt))
}

const withoutFingerprint = ({
  fingerprint: _own,
  ...template
}: ImportTemplate & { readonly fingerprint: string }): ImportTemplate => template

/** Returns the templates for files with this header, most recently used first. */
export function templatesFor(
  store: Store,
  workspaceId: WorkspaceId,
  header: readonly string[],
): readonly ImportTemplate[] {
  const wanted = headerFingerprint(header)
  return readAll(store, workspaceId)
    .filter(({ fingerprint, mapping }) => fingerprint === wanted && mapping.length === header.length)
    .map(withoutFingerprint)
}

export const allTemplates = (store: Store, workspaceId: WorkspaceId): readonly ImportTemplate[] =>
  readAll(store, workspaceId).map(withoutFingerprint)

type NewTemplate = Pick<ImportTemplate, 'mapping' | 'settings' | 'name' | 'forAll'> & {
  readonly header: readonly string[]
  /** ISO time. */
  readonly at: string
}

/** Saves a mapping, replacing a template with the same header and name. */
export function saveTemplate(store: Store, workspaceId: WorkspaceId, template: NewTemplate): ImportTemplate {
  const { header, mapping, settings, name, forAll, at } = template
  const fingerprint = headerFingerprint(header)
  const before = readAll(store, workspaceId).find(
    (other) => other.fingerprint === fingerprint && other.name === name && other.forAll === forAll,
  )
  const id = before?.id ?? randomUUID()
  const value: Kept = { name, fingerprint, mapping, settings, usedAt: at }
  writeSettingRow(store.raw, forAll ? APP : workspaceId, PREFIX + id, value, at)
  return { id, forAll, name, mapping, settings, usedAt: at }
}

/** Throws NOT_FOUND. */
export function renameTemplate(store: Store, id: string, name: string): void {
  const { changes } = store.raw
    .prepare("update setting set value = json_set(value, '$.name', ?) where key = ?")
    .run(name, PREFIX + id)
  if (changes === 0) throw new AppError('NOT_FOUND', { what: 'template' })
}

/** Deletes a template; succeeds if it is already gone. */
export function deleteTemplate(store: Store, id: string): void {
  store.raw.prepare('delete from setting where key = ?').run(PREFIX + id)
}
