import { and, eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { WorkspaceId } from '#shared/ids.ts'
import { setting } from '../../core/db/schema/clients/settings.ts'
import type { Store } from '../../core/deps.ts'
import { oncePer } from '../../core/lib/once-per.ts'
import { parseJson } from '../../core/lib/parse-json.ts'

/** A small remembered thing: its name, its shape, and what stands in for it while there is none. */
export type Setting<T> = { readonly key: string; readonly shape: z.ZodType<T>; readonly fallback: T }

/** Whose it is: a workspace's, or the app's own. */
type SettingOwner = WorkspaceId | 'app'

const ownerId = (owner: SettingOwner): number => (owner === 'app' ? 0 : owner)

/** Asked and written all the time: prepared once. */
const statementsOf = oncePer(({ raw }: Store) => ({
  read: raw.prepare<[number, string], { value: string }>(
    'select value from setting where workspace_id = ? and key = ?',
  ),
  write: raw.prepare(
    `insert into setting (workspace_id, key, value, changed_at) values (?, ?, ?, ?)
       on conflict (workspace_id, key) do update set value = excluded.value, changed_at = excluded.changed_at`,
  ),
}))

/** Reads a setting. What is not (or no longer) of its shape counts as not there. */
export function getSetting<T>(store: Store, owner: SettingOwner, wanted: Setting<T>): T {
  // Read as text: one damaged row must not throw.
  const row = statementsOf(store).read.get(ownerId(owner), wanted.key)
  if (!row) return wanted.fallback
  const parsed = wanted.shape.safeParse(parseJson(row.value))
  return parsed.success ? parsed.data : wanted.fallback
}

export function setSetting<T>(store: Store, owner: SettingOwner, wanted: Setting<T>, value: T, now: number): void {
  const changedAt = new Date(now).toISOString()
  statementsOf(store).write.run(ownerId(owner), wanted.key, JSON.stringify(value), changedAt)
}

/** Forgets a setting: its fallback holds again. */
export function removeSetting(store: Store, owner: SettingOwner, wanted: Setting<unknown>): void {
  store.orm
    .delete(setting)
    .where(and(eq(setting.workspaceId, ownerId(owner)), eq(setting.key, wanted.key)))
    .run()
}
