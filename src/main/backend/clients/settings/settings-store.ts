import { and, eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { WorkspaceId } from '#shared/ids.ts'
import { setting } from '../../core/db/schema/clients/settings.ts'
import type { Store } from '../../core/deps.ts'
import { parseJson } from '../../core/lib/parse-json.ts'

/** A small remembered thing: its name, its shape, and what stands in for it while there is none. */
export type Setting<T> = { readonly key: string; readonly shape: z.ZodType<T>; readonly fallback: T }

/** Whose it is: a workspace's, or the app's own. */
type SettingOwner = WorkspaceId | 'app'

const ownerId = (owner: SettingOwner): number => (owner === 'app' ? 0 : owner)

/** Reads a setting. What is not (or no longer) of its shape counts as not there. */
export function getSetting<T>(store: Store, owner: SettingOwner, wanted: Setting<T>): T {
  // Read as text: one damaged row must not throw.
  const row = store.raw
    .prepare<[number, string], { value: string }>('select value from setting where workspace_id = ? and key = ?')
    .get(ownerId(owner), wanted.key)
  if (!row) return wanted.fallback
  const parsed = wanted.shape.safeParse(parseJson(row.value))
  return parsed.success ? parsed.data : wanted.fallback
}

export function setSetting<T>(store: Store, owner: SettingOwner, wanted: Setting<T>, value: T, now: number): void {
  const changedAt = new Date(now).toISOString()
  store.orm
    .insert(setting)
    .values({ workspaceId: ownerId(owner), key: wanted.key, value, changedAt })
    .onConflictDoUpdate({ target: [setting.workspaceId, setting.key], set: { value, changedAt } })
    .run()
}

/** Forgets a setting: its fallback holds again. */
export function removeSetting(store: Store, owner: SettingOwner, wanted: Setting<unknown>): void {
  store.orm
    .delete(setting)
    .where(and(eq(setting.workspaceId, ownerId(owner)), eq(setting.key, wanted.key)))
    .run()
}
