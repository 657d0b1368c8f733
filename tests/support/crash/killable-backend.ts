import fs from 'node:fs'
import path from 'node:path'
import { quickOptOuts, quickTimings, startBackend, type TestBackend } from '../backend.ts'
import type { CrashingOptions } from './crashing-app.ts'

/**
 * The simulator carries out a request of a killed process a little later, on a busy machine a good deal later; nothing
 * may be decided until then.
 */
const timings = { ...quickTimings, readAfterMs: [50, 200, 800], lateCommitMs: 2_000 }
const verificationTimings = { lateMs: 1_500, pollMs: 100, giveUpMs: 600_000, retryMs: 200 }
const inboxTimings = { lateMs: 1_500, looks: 2, checkEveryMs: 500 }
const crmTimings = { retryAfterMs: [50, 200, 500, 1_000, 2_000, 4_000, 8_000], lockedMs: 50, lateMs: 400 }

type Start = {
  readonly dir: string
  readonly instantlyUrl: string
  readonly openStore?: NonNullable<Parameters<typeof startBackend>[0]['openStore']>
} & Pick<CrashingOptions, 'crmUrl' | 'keyring' | 'emailsPerMinute'>

/** Starts the backend, both for being killed and for finding out the outcome afterwards, with the same waits. */
export function startKillableBackend({ crmUrl, keyring, emailsPerMinute, ...start }: Start): TestBackend {
  const app = startBackend({
    ...start,
    ...(crmUrl ? { crmUrl } : {}),
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
  })
  // Where it saves files, so that no dialog is needed.
  app.place = path.join(start.dir, 'saved')
  fs.mkdirSync(app.place, { recursive: true })
  return app
}
