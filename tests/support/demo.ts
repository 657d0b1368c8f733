/**
 * Provides the demo for tests that use it: created once per run, copied for each test. Creating it has its own tests.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { onceInRun } from './once-in-run.ts'

/** With all of its people, or with few for tests that do not depend on its content. */
type Kind = 'whole' | 'small'

/**
 * Options of `startBackend` for tests that create a demo and do not depend on its content: creating it takes a fourth
 * of the time.
 */
export const fewPeople = { demoPeople: 0.05 } as const

/** Returns a new data folder that contains only the demo. */
export async function demoDir(kind: Kind = 'whole'): Promise<string> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-demo-'))
  await layDemo(dir, kind)
  return dir
}

/** Copies the demo into a data folder. */
export async function layDemo(dir: string, kind: Kind = 'whole'): Promise<void> {
  const made = await onceInRun(`demo-${kind}`, (folder) => makeDemo(kind, folder))
  fs.cpSync(made, dir, { recursive: true })
}

async function makeDemo(kind: Kind, dir: string): Promise<void> {
  // Only the process that creates it needs the whole backend.
  const { startBackend } = await import('./backend.ts')
  // A demo needs no keyring, no passphrase and no network.
  const app = startBackend({
    instantlyUrl: 'http://127.0.0.1:9',
    keyProtection: 'plain',
    dir,
    ...(kind === 'small' ? fewPeople : {}),
  })
  await app.call('demo.create', {})
  await app.stop()
}
