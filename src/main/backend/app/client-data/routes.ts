import type { ClientDataState, clientData } from '#shared/contract/app/client-data.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { clientReceipt, receiptNumber } from '#shared/domain/app/receipts.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { createDemoLookup } from '../../clients/workspaces/demo-workspaces.ts'
import type { Deps } from '../../core/deps.ts'
import { saveReceipt } from '../receipts/save-receipt.ts'
import { createClientRemover, type RemovalParts } from './delete-client.ts'
import { exportClient } from './export-client.ts'
import { importClient, readManifest } from './import-client.ts'

const tellEveryMs = 300

/** Routes to export a client, import one, or delete one permanently. */
export function createClientData(deps: Deps, parts: RemovalParts) {
  const remover = createClientRemover(deps, parts)
  const isDemo = createDemoLookup(deps.store)
  let state: ClientDataState = { exporting: null, importing: null }
  let abort: AbortController | null = null
  let working: Promise<unknown> = Promise.resolve()
  let toldAt = 0

  const show = (next: ClientDataState) => {
    state = next
    if (deps.clock.now() - toldAt < tellEveryMs && (next.exporting?.rows ?? next.importing?.rows ?? 0) > 0) return
    toldAt = deps.clock.now()
    deps.changed('client_data')
  }

  async function runExclusively<T>(first: ClientDataState, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (abort !== null) throw new AppError('CLIENT_FILE_BUSY')
    const own = new AbortController()
    abort = own
    show(first)
    const run = work(own.signal)
    working = run.catch(() => undefined)
    try {
      return await run
    } finally {
      abort = null
      toldAt = 0
      show({ exporting: null, importing: null })
    }
  }

  const routes: Handlers<typeof clientData> = {
    'clientData.state': () => state,
    'clientData.export': async ({ workspaceId }) => {
      const place = await deps.host.choosePlace('folder')
      if (place === null) return null
      return runExclusively({ exporting: { workspaceId, rows: 0 }, importing: null }, (signal) =>
        exportClient(
          deps,
          workspaceId,
          place,
          (rows) => show({ exporting: { workspaceId, rows }, importing: null }),
          signal,
        ),
      )
    },
    'clientData.cancel': async () => {
      abort?.abort()
      await working
    },
    'clientData.look': async () => {
      const folder = await deps.host.choosePlace('folder')
      if (folder === null) return null
      const { client, madeAt, app, files } = readManifest(folder)
      return {
        folder,
        name: client.name,
        madeAt,
        app,
        rows: files.reduce((sum, { path, rows }) => sum + (path.startsWith('data/') ? rows : 0), 0),
      }
    },
    'clientData.import': async ({ folder }) => {
      const workspaceId: WorkspaceId = await runExclusively({ exporting: null, importing: { rows: 0 } }, (signal) =>
        importClient(deps, folder, (rows) => show({ exporting: null, importing: { rows } }), parts.pause, signal),
      )
      parts.lookForErased()
      return { workspaceId }
    },
    'clientData.remove': ({ workspaceId, typed }) => {
      if (isDemo(workspaceId)) throw new AppError('DEMO_WORKSPACE')
      return { id: remover.remove(workspaceId, typed) }
    },
    'clientData.saveReceipt': ({ id }) => {
      const removal = remover.list().find((one) => one.id === id)
      if (!removal || removal.endedAt === null) throw new AppError('NOT_FOUND')
      return saveReceipt(deps, {
        ...removal,
        number: receiptNumber('client', removal),
        words: ({ texts: { clientData: words } }) => ({
          kind: words.paper(removal.name),
          file: words.fileName,
          about: words.receiptsText,
        }),
        lines: (tell) => clientReceipt(removal, tell),
      })
    },
    'clientData.removals': () => remover.list(),
  }
  return {
    routes,
    settled: remover.settled,
    async stop(): Promise<void> {
      abort?.abort()
      await working
    },
  }
}
