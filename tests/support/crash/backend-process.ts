/** The backend as a process of its own, so that it can be killed like the app: asked and answered over IPC. */
import fs from 'node:fs'
import { flushCompileCache } from 'node:module'
import path from 'node:path'
import { openStore } from '#backend/core/db/open.ts'
import { quickOptOuts, quickTimings, startBackend } from '../backend.ts'
import type { CrashingOptions } from './crashing-app.ts'
import { dieAt, dieAtRemoval } from './die-at.ts'

const [dir, instantlyUrl, given = '{}'] = process.argv.slice(2)
if (!dir || !instantlyUrl || !process.send) throw new Error('usage: fork(backend-process, [dir, url, options])')
const { crmUrl, dying, dyingAtCopy, keyring, emailsPerMinute } = JSON.parse(given) as CrashingOptions

/**
 * A request of a killed process is carried out by the simulator a little later, on a busy machine a good deal later:
 * until then nothing may be decided.
 */
const timings = { ...quickTimings, readAfterMs: [50, 200, 800], lateCommitMs: 2_000 }

const verificationTimings = { lateMs: 1_500, pollMs: 100, giveUpMs: 600_000, retryMs: 200 }
const inboxTimings = { lateMs: 1_500, looks: 2, lookEveryMs: 500 }

const crmTimings = { retryAfterMs: [50, 200, 500, 1_000, 2_000, 4_000, 8_000], lockedMs: 50, lateMs: 400 }

const app = startBackend({
  dir,
  instantlyUrl,
  ...(keyring === undefined ? {} : { keyring }),
  ...(emailsPerMinute ? { emailsPerMinute } : {}),
  timings,
  verificationTimings,
  inboxTimings,
  crmTimings,
  editTimings: { deleteHoldMs: 300 },
  accountTimings: { settleMs: 1_500, followMs: 100, retryMs: 300 },
  moveTimings: { settleMs: 1_500, retryMs: 300 },
  optOutTimings: { ...quickOptOuts, settleMs: 200, entryLateMs: 2_000, leadLateMs: 8_000 },
  ...(crmUrl ? { crmUrl } : {}),
  openStore: (...from) => {
    const store = openStore(...from)
    if (dying) dieAt(store, dying)
    return store
  },
})
if (dyingAtCopy) dieAtRemoval(path.join(dir, 'backups'), dyingAtCopy)
// What it saves goes where no dialog asks.
app.place = path.join(dir, 'saved')
fs.mkdirSync(app.place, { recursive: true })
process.on('message', (raw) => {
  const { id, name, input } = raw as { id: number; name: string; input: unknown }
  void app.backend.call(name, input).then((reply) => process.send?.({ id, reply }))
})
// A killed process leaves no compiled code behind, so it is kept now: every later start is a quarter shorter.
flushCompileCache()
process.send({ ready: true })
