/**
 * Entry point of the relay's thread in the app: the same relay, for operators without a server. It listens only on this
 * computer; a tunnel program gives it a public address. Events the app has read are not kept.
 */
import path from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { AppError } from '#shared/errors.ts'
import { createLogger } from '#shared/log.ts'
import type { RelayThreadMessages, RelayThreadRequests, RelayThreadSettings } from '#shared/relay-thread.ts'
import { createPeer, type RpcHandlers } from '#shared/rpc.ts'
import { readConfig } from './config.ts'
import { createLeftoverProgram } from './leftover-program.ts'
import { hashesOf, newToken, sameHash } from './secrets.ts'
import { startRelay } from './server.ts'
import { deleteAcknowledged } from './store/delete-acknowledged.ts'
import { dropDamagedStore } from './store/drop-damaged.ts'
import { eraseFromFile } from './store/erase-from-file.ts'
import { openSqliteStore } from './store/sqlite.ts'
import { openTunnel, type Tunnel, TunnelFailed } from './tunnel.ts'

const addressWithinMs = 45_000
/** A webhook's old address stays valid for a while, so that events in flight arrive when the secrets change. */
const oldWebhookMs = 24 * 60 * 60_000

if (!parentPort) throw new Error('the relay of the app runs in a worker thread')
// From here on the thread may be terminated, because all native modules are loaded.
parentPort.postMessage({ t: 'loaded' })

// The value passed to `spawnRelay`.
const { folder } = workerData as RelayThreadSettings
const config = readConfig({ RELAY_PORT: '0', RELAY_DATA: path.resolve(folder), RELAY_KEEP_ACKNOWLEDGED_DAYS: '0' })
const peer = createPeer(parentPort, { ask: answer, tell: () => undefined } satisfies RpcHandlers)
const tell = <Name extends keyof RelayThreadMessages>(name: Name, what: RelayThreadMessages[Name]) =>
  peer.tell(name, what)
const log = createLogger('relay', (line) => tell('log', line))

// What it held is fetched from Instantly's log: the app notices that the numbers start over.
if (dropDamagedStore(config.file)) log.error('the store was damaged and begins anew')
const store = deleteAcknowledged(openSqliteStore(config.file, { ownCheckpoints: true }))
const starting = startRelay(store, config, log)
// The error is reported to callers.
starting.catch(() => undefined)
const leftover = createLeftoverProgram(path.dirname(config.file))
leftover.endLeft()
let tunnel: Tunnel | null = null

async function closeTunnel(): Promise<void> {
  await tunnel?.stop()
  tunnel = null
  leftover.ended()
}

const asks: { readonly [Name in keyof RelayThreadRequests]: Answer<Name> } = {
  'relay.port': async () => ({ port: (await starting).port }),
  async 'relay.join'({ name, token }) {
    await starting
    const given = token ?? newToken()
    const hashes = hashesOf(given)
    const found = (await store.workspaces()).find((one) => one.name === name)
    // A client without a token is new: what is stored under its name is of one that a restored store does not know.
    if (found && token === null) await store.removeWorkspace(found.id)
    const known = token === null ? undefined : found
    if (!known) await store.addWorkspace(name, hashes)
    else if (!sameHash(known.tokenHash, hashes.token)) {
      await store.replaceSecrets(known.id, hashes, Date.now() + oldWebhookMs)
    }
    return { token: given }
  },
  async 'relay.keepOnly'({ names }) {
    for (const { id, name } of await store.workspaces()) if (!names.includes(name)) await store.removeWorkspace(id)
    return null
  },
  'relay.erase': async ({ address }) => ({ events: eraseFromFile(config.file, address) }),
  async 'tunnel.open'({ kind, program }) {
    const { port } = await starting
    await closeTunnel()
    try {
      tunnel = await openTunnel({
        kind,
        program,
        port,
        searchPath: '',
        waitMs: addressWithinMs,
        onEnd: (_code, said) => {
          tunnel = null
          leftover.ended()
          log.warn('the tunnel ended', { kind, said })
          tell('tunnel.ended', { said })
        },
      })
    } catch (error) {
      const said = error instanceof TunnelFailed ? error.message : 'unknown'
      log.warn('no tunnel', { kind, said })
      throw new AppError('RELAY_TUNNEL_FAILED', { program: kind, said: said.slice(0, 600) })
    }
    leftover.started(kind, tunnel.pid)
    return { url: tunnel.url }
  },
  async 'tunnel.close'() {
    await closeTunnel()
    return null
  },
  async 'relay.stop'() {
    await closeTunnel()
    await (await starting).stop()
    return null
  },
}
type Answer<Name extends keyof RelayThreadRequests> = (
  asked: Parameters<RelayThreadRequests[Name]>[0],
) => Promise<ReturnType<RelayThreadRequests[Name]>>

function answer(name: string, asked: unknown): unknown {
  const known = Object.entries(asks).find(([one]) => one === name)?.[1]
  if (!known) throw new Error(`unknown question ${name}`)
  return known(asked as never)
}
