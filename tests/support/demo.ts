/** The demo for tests of what is done with it: made once in a run, copied for each. Making it has tests of its own. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { onceInRun } from './once-in-run.ts'

/** With all of its people, or few of them: for tests that ask nothing of what is in it. */
type Kind = 'whole' | 'small'

/** For `startBackend`, where a demo is made anew and what is in it proves nothing: making it takes a fourth of the time. */
export const fewPeople = { demoPeople: 0.05 } as const

/** A new folder of data with the demo in it, and nothing else. */
export async function demoDir(kind: Kind = 'whole'): Promise<string> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-demo-'))
  await layDemo(dir, kind)
  return dir
}

/** Puts the demo, and nothing else, into a folder for data. */
export async function layDemo(dir: string, kind: Kind = 'whole'): Promise<void> {
  const made = await onceInRun(`demo-${kind}`, (folder) => makeDemo(kind, folder))
  fs.cpSync(made, dir, { recursive: true })
}

async function makeDemo(kind: Kind, dir: string): Promise<void> {
  // Only who makes it needs the whole backend.
  const { startBackend } = await import('./backend.ts')
  // No keyring, no passphrase and no network: a demo needs none.
  const app = startBackend({
    instantlyUrl: 'http://127.0.0.1:9',
    keyProtection: 'plain',
    dir,
    ...(kind === 'small' ? fewPeople : {}),
  })
  await app.call('demo.create', {})
  await app.stop()
}
