/** Which demos the store and the disk have, shown and prepared. */
import { existsSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { WorkspaceId } from '#shared/ids.ts'
import { getSetting, removeSetting, type Setting } from '../../clients/settings/settings-store.ts'
import type { Store } from '../../core/deps.ts'
import { clientRemovals } from '../client-data/removal-store.ts'
import { markedWorkspaces, removeWorkspaceSteps } from './remove-rows.ts'

/** Where the simulated Instantly is stored, and what the demo came with, as opposed to what the operator did in it. */
export const demoSetting: Setting<{
  readonly folder: string
  readonly lastList: number
  readonly lastExport: number
} | null> = {
  key: 'demo',
  shape: z.object({ folder: z.uuid(), lastList: z.number().int(), lastExport: z.number().int() }).nullable(),
  fallback: null,
}

/**
 * A demo that was built in advance: complete, but as invisible as one still being built. Opening it is one commit. Its
 * time passes as in any demo; no date in it is ever shifted.
 */
export const preparedDemoSetting: Setting<{
  readonly folder: string
  readonly workspaces: readonly WorkspaceId[]
  readonly appVersion: string
  readonly madeAt: number
} | null> = {
  key: 'demoPrepared',
  shape: z
    .object({
      folder: z.uuid(),
      workspaces: z.array(
        z
          .number()
          .int()
          .transform((id) => id as WorkspaceId),
      ),
      appVersion: z.string(),
      madeAt: z.number(),
    })
    .nullable(),
  fallback: null,
}
/** An older one would begin with days on which nobody answered any reply. */
const preparedKeptMs = 12 * 3_600_000

export const demosDir = (dataDir: string) => path.join(dataDir, 'demo')

/**
 * Finishes removals and deletes demos that a crash left half built, before anything else reads the store. Also deletes
 * files of demos that no longer exist.
 */
export function removeUnfinishedDemos(store: Store, dataDir: string, of: { appVersion: string; now: number }): void {
  // A real client being deleted may be large: its deletion continues in the background.
  const spared = new Set(clientRemovals(store).map(({ workspaceId }) => workspaceId))
  const dir = demosDir(dataDir)
  const prepared = findUsablePrepared(store, dir, of)
  if (!prepared) removeSetting(store, 'app', preparedDemoSetting)
  for (const id of prepared?.workspaces ?? []) spared.add(id)
  for (const id of markedWorkspaces(store)) if (!spared.has(id)) for (const _ of removeWorkspaceSteps(store, id));
  if (!existsSync(dir)) return
  const shown = readyClients(store).length > 0 ? getSetting(store, 'app', demoSetting)?.folder : undefined
  const kept = new Set([shown, prepared?.folder])
  for (const name of readdirSync(dir)) {
    if (!kept.has(name)) rmSync(path.join(dir, name), { recursive: true, force: true })
  }
  if (shown === undefined && !prepared) rmSync(dir, { recursive: true, force: true })
}

/** Null if there is none, if it is of another version or too old, or if the operator has clients by now. */
export function findUsablePrepared(
  store: Store,
  dir: string,
  { appVersion, now }: { appVersion: string; now: number },
) {
  const prepared = getSetting(store, 'app', preparedDemoSetting)
  if (!prepared || prepared.appVersion !== appVersion || hasClients(store)) return null
  // A restored backup contains no demo.
  const unseen = store.raw.prepare(`select 1 from workspace where id = ? and demo = 'building'`)
  if (!prepared.workspaces.every((id) => unseen.get(id))) return null
  const age = now - prepared.madeAt
  return age >= 0 && age < preparedKeptMs && existsSync(path.join(dir, prepared.folder)) ? prepared : null
}

export const hasClients = (store: Store): boolean =>
  store.raw.prepare(`select 1 from workspace where demo is null or demo = 'ready' limit 1`).get() !== undefined

export function readyClients(store: Store): readonly WorkspaceId[] {
  return store.raw.prepare(`select id from workspace where demo = 'ready' order by id`).pluck().all() as WorkspaceId[]
}
