/** Entry point of the backend thread: connects the RPC peer to the backend. */
import { enableCompileCache } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import { parserMemoryMb } from '#shared/domain/core/reading-limits.ts'
import type { BackendConfig, Host, MachineEvent } from '#shared/host.ts'
import { createPeer } from '#shared/rpc.ts'
import createRelay from '../../../relay/in-app?nodeWorker'
import createBackup from './app/backups/backup-thread?nodeWorker'
import createUnpacker from './app/people/packed-thread?nodeWorker'
import { createBackend } from './backend.ts'
import createCheckpoints from './core/db/checkpoint-thread?nodeWorker'
import createCleaner from './core/db/clean-thread?nodeWorker'
import createParser from './leads/import/parse-thread?nodeWorker'
import createIndexer from './leads/list-index/index-thread?nodeWorker'

enableCompileCache()
if (!parentPort) throw new Error('the backend runs in a worker thread')

const peer = createPeer(parentPort, {
  ask(name, arg) {
    if (name === 'call') {
      const { name: route, input } = arg as { name: string; input: unknown }
      return backend.call(route, input)
    }
    if (name === 'stop') return backend.stop()
    throw new Error(`unknown question ${name}`)
  },
  tell(name, arg) {
    if (name === 'machine') backend.machine(arg as MachineEvent)
  },
})

const host: Host = {
  keyProtection: () => peer.ask('host.keyProtection'),
  encrypt: (text) => peer.ask('host.encrypt', text),
  decrypt: (cipher) => peer.ask('host.decrypt', cipher),
  notify: (notice) => peer.ask('host.notify', notice),
  chooseSavePath: (request) => peer.ask('host.chooseSavePath', request),
  chooseOpenPaths: () => peer.ask('host.chooseOpenPaths'),
  choosePlace: (kind) => peer.ask('host.choosePlace', kind),
  printPdf: (document) => peer.ask('host.printPdf', document),
  openPlace: (path, how) => peer.ask('host.openPlace', { path, how }),
  eraseFromLog: (address) => peer.ask('host.eraseFromLog', address),
  openExternal: (url) => peer.ask('host.openExternal', url),
  openFolder: (folder) => peer.ask('host.openFolder', folder),
}

const backend = createBackend({
  config: workerData as BackendConfig,
  host,
  announce: (name, payload) => peer.tell('event', { name, payload }),
  logSink: (line) => peer.tell('log', line),
  // By default its young generation grows with the length of the file, to no use, because rows are passed on
  // immediately.
  spawnParser: () =>
    createParser({
      resourceLimits: { maxYoungGenerationSizeMb: parserMemoryMb.young, maxOldGenerationSizeMb: parserMemoryMb.old },
    }),
  spawnIndexer: (storePath, indexPath) => createIndexer({ workerData: { storePath, indexPath } }),
  spawnBackup: (order) => createBackup({ workerData: order }),
  spawnCleaner: (order) => createCleaner({ workerData: order }),
  spawnUnpacker: (order) => createUnpacker({ workerData: order }),
  spawnRelay: (order) => createRelay({ workerData: order }),
  spawnCheckpoints: (storePath) => createCheckpoints({ workerData: { storePath } }),
})
