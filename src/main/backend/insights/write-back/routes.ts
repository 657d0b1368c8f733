import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { WriteBack, WriteBackPlace, WriteBackSql, writeBack } from '#shared/contract/insights/write-back.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { AppError, toWire } from '#shared/errors.ts'
import type { SupabaseSourceId, WriteBackId } from '#shared/ids.ts'
import { createDemoLookup } from '../../clients/workspaces/demo-workspaces.ts'
import type { Vault } from '../../clients/workspaces/vault.ts'
import type { Deps } from '../../core/deps.ts'
import { openReader, type StoredAccess, splitAccess } from '../../leads/supabase/access.ts'
import { readSource } from '../../leads/supabase/source-store.ts'
import type { DatabaseWriter } from './database-writer.ts'
import { createDeliveryRunner } from './delivery-runner.ts'
import { createWriteBackOutbox } from './outbox.ts'
import { outboxRoutes } from './outbox-routes.ts'
import {
  changeTarget,
  removeTarget,
  storeWriteBack,
  type TargetRow,
  targetOfSource,
  targetRow,
  toWriteBack,
} from './target-store.ts'
import type { Writer } from './writer.ts'

/** The SQL files that prepare a database, shipped with the app (`supabase/engagement`). */
const steps: Readonly<Record<WriteBackPlace, readonly string[]>> = {
  own: ['0001_table', '0002_views'],
  platform: ['0003_platform'],
}

/** Returns the files in the order in which they are run; they are undone in reverse order. */
function readSqlFiles({ config }: Pick<Deps, 'config'>, place: WriteBackPlace): Promise<readonly WriteBackSql[]> {
  // Next to `resources/migrations`, both in the app and in the repository.
  const folder = path.join(config.paths.migrationsDir, '../../supabase/engagement')
  const text = (name: string) => readFile(path.join(folder, `${name}.sql`), 'utf8')
  return Promise.all(
    steps[place].map(async (name) => ({ name, up: await text(`${name}.up`), down: await text(`${name}.down`) })),
  )
}

/** Creates the write-back of results. `sourceRemoved` deletes the key with its source; `stop` cancels requests. */
export function createWriteBack(deps: Deps, { vault }: { readonly vault: Vault }) {
  const { store, clock } = deps
  const parts = { store, clock, vault }
  const outbox = createWriteBackOutbox(store)
  const isDemo = createDemoLookup(store)
  const stopping = new AbortController()
  const { signal } = stopping
  const { openWriter, openRead, openDatabase, accessOf } = createTargetAccess(deps, vault)

  const deliveryRunner = createDeliveryRunner(deps, { outbox, openWriter, openReader: openRead })
  const shown = (row: TargetRow): WriteBack => toWriteBack(row, outbox.counts(row.id))

  async function check(id: WriteBackId): Promise<WriteBack> {
    const target = targetRow(store, id)
    const writer = await openWriter(target)
    try {
      const proven = await writer.check(target.place, target.workspaceKey, signal)
      if (!proven) throw new AppError('WRITE_BACK_REFUSED', { reason: 'hidden' })
      const row = changeTarget(store, id, { checkedAt: clock.now(), problemCode: null, problemData: null })
      // Rows that could not be written before need not wait any longer.
      if (row.isOn) deliveryRunner.now(id)
      return shown(row)
    } catch (error) {
      const problem = error instanceof AppError ? error : new AppError('WRITE_BACK_REFUSED', { message: String(error) })
      const { code, data } = toWire(problem)
      changeTarget(store, id, { checkedAt: null, problemCode: code, problemData: data })
      deps.changed('write_back')
      throw problem
    } finally {
      await writer.close()
    }
  }

  async function prepare(id: WriteBackId): Promise<WriteBack> {
    const target = targetRow(store, id)
    if (target.kind !== 'database') throw new AppError('INVALID_INPUT', { field: 'id' })
    const writer = await openDatabase((await accessOf(target)).secret)
    try {
      for (const { up } of await readSqlFiles(deps, target.place)) await writer.run(up)
    } finally {
      await writer.close()
    }
    return check(id)
  }

  const routes: Handlers<typeof writeBack> = {
    'writeBack.of': ({ sourceId }) => {
      const row = targetOfSource(store, sourceId)
      return row && shown(row)
    },
    'writeBack.setUp': async ({ sourceId, access, ...choices }) => {
      const { workspaceId } = readSource(store, sourceId)
      if (isDemo(workspaceId) || targetOfSource(store, sourceId))
        throw new AppError('INVALID_INPUT', { field: 'sourceId' })
      await vault.assertCanSeal()
      return shown(await storeWriteBack(parts, { workspaceId, sourceId, access: splitAccess(access), ...choices }))
    },
    'writeBack.change': async ({ id, ...choices }) => {
      await deliveryRunner.cancel(id)
      const row = store.raw.transaction(() => {
        outbox.anew(id)
        return changeTarget(store, id, { ...choices, checkedAt: null })
      })()
      if (row.isOn) deliveryRunner.now(id)
      return shown(row)
    },
    'writeBack.switch': async ({ id, on }) => {
      if (!on) await deliveryRunner.cancel(id)
      const row = changeTarget(store, id, { isOn: on, nextAt: on ? clock.now() : null })
      if (on) deliveryRunner.now(id)
      return shown(row)
    },
    'writeBack.remove': async ({ id }) => {
      await deliveryRunner.cancel(id)
      removeTarget(parts, id)
    },
    'writeBack.sql': ({ place }) => readSqlFiles(deps, place),
    'writeBack.check': ({ id }) => check(id),
    'writeBack.prepare': ({ id }) => prepare(id),
    ...outboxRoutes({ store, outbox, signal, openRead, deliveryRunner }),
  }
  return {
    routes,
    sourceRemoved(sourceId: SupabaseSourceId): void {
      const row = targetOfSource(store, sourceId)
      if (!row) return
      void deliveryRunner.cancel(row.id)
      removeTarget(parts, row.id)
      deps.changed('write_back')
    },
    stop: () => stopping.abort(),
  }
}

/** Database libraries are loaded with the first write, not at the start of the app. */
function createTargetAccess(deps: Deps, vault: Vault) {
  const { clock } = deps

  const accessOf = async ({ id, kind, address, keyKind }: TargetRow): Promise<StoredAccess> => ({
    kind,
    address,
    keyKind,
    secret: await vault.open({ of: 'write_back', id }),
  })
  const openRead = async (target: TargetRow) =>
    openReader(await accessOf(target), { clock, appVersion: deps.config.appVersion })

  /** Loads the library with the first write, not at the start of the app. */
  async function openWriter(target: TargetRow): Promise<Writer> {
    const { kind, address, secret } = await accessOf(target)
    if (kind === 'database') return openDatabase(secret)
    const { createProjectWriter } = await import('./project-writer.ts')
    return createProjectWriter({ origin: address, key: secret, userAgent: `Sendoff/${deps.config.appVersion}`, clock })
  }
  async function openDatabase(secret: string): Promise<DatabaseWriter> {
    return (await import('./database-writer.ts')).createDatabaseWriter(secret)
  }
  return { openWriter, openRead, openDatabase, accessOf }
}
