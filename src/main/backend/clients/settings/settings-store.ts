import type { z } from 'zod'
import type { WorkspaceId } from '#shared/ids.ts'
import { readSettingRow, removeSettingRow, writeSettingRow } from '../../core/db/setting-rows.ts'
import type { Store } from '../../core/deps.ts'
import { parseJson } from '../../core/lib/parse-json.ts'

/** A small persisted value: its key, its shape, and its default. */
export type Setting<T> = { readonly key: string; readonly shape: z.ZodType<T>; readonly fallback: T }

/** Owner of a setting: a workspace, or the app itself. */
type SettingOwner = WorkspaceId | 'app'

const ownerId = (owner: SettingOwner): number => (owner === 'app' ? 0 : owner)

/** Reads a setting. A value that does not (or no longer) match its shape counts as missing. */
export function getSetting<T>(store: Store, owner: SettingOwner, wanted: Setting<T>): T {
  const row = readSettingRow(store.raw, ownerId(owner), wanted.key)
  if (row === undefined) return wanted.fallback
  const parsed = wanted.shape.safeParse(parseJson(row))
  return parsed.success ? parsed.data : wanted.fallback
}

export function setSetting<T>(store: Store, owner: SettingOwner, wanted: Setting<T>, value: T, now: number): void {
  writeSettingRow(store.raw, ownerId(owner), wanted.key, value, new Date(now).toISOString())
}

/** Removes a setting, so that its default applies again. */
export function removeSetting(store: Store, owner: SettingOwner, wanted: Setting<unknown>): void {
  removeSettingRow(store.raw, ownerId(owner), wanted.key)
}
