/** The backend as a separate process that can be killed like the app, with calls and answers over IPC. */
import { flushCompileCache } from 'node:module'
import path from 'node:path'
import { openStore } from '#backend/core/db/open.ts'
import type { CrashingOptions } from './crashing-app.ts'
import { dieAt, dieAtRemoval } from './die-at.ts'
import { startKillableBackend } from './killable-backend.ts'

const [dir, instantlyUrl, given = '{}'] = process.argv.slice(2)
if (!dir || !instantlyUrl || !process.send) throw new Error('usage: fork(backend-process, [dir, url, options])')
const { dying, dyingAtCopy, ...options } = JSON.parse(given) as CrashingOptions

const app = startKillableBackend({
  dir,
  instantlyUrl,
  ...options,
  openStore: (...from) => {
    const store = openStore(...from)
    if (dying) dieAt(store, dying)
    return store
  },
})
if (dyingAtCopy) dieAtRemoval(path.join(dir, 'backups'), dyingAtCopy)
process.on('message', (raw) => {
  const { id, name, input } = raw as { id: number; name: string; input: unknown }
  void app.backend.call(name, input).then((reply) => process.send?.({ id, reply }))
})
// A killed process leaves no compiled code behind, so it is flushed now; every later start is a quarter shorter.
flushCompileCache()
process.send({ ready: true })
