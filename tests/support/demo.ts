/** The demo for tests of what is done with it: made once in a run, copied for each. Making it has tests of its own. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startBackend, temporaryDir } from './backend.ts'
import { migratedStoreEnv } from './repository.ts'

let made: Promise<string> | null = null

/** A new folder of data with the demo in it, and nothing else. */
export async function demoDir(): Promise<string> {
  const dir = temporaryDir('sendoff-demo-')
  await layDemo(dir)
  return dir
}

/** Puts the demo, and nothing else, into a folder for data. */
export async function layDemo(dir: string): Promise<void> {
  made ??= makeDemo()
  fs.cpSync(await made, dir, { recursive: true })
}

/** The first process that needs it makes it for all; what a second one made at the same time is as good. */
async function makeDemo(): Promise<string> {
  // Beside the migrated store: it stays for the run, where a file's own folder goes with the file.
  const ofRun = path.dirname(process.env[migratedStoreEnv] ?? path.join(os.tmpdir(), 'beside'))
  const ready = path.join(ofRun, 'demo')
  if (fs.existsSync(ready)) return ready
  const dir = fs.mkdtempSync(path.join(ofRun, 'demo-'))
  // No keyring, no passphrase and no network: a demo needs none.
  const app = startBackend({ instantlyUrl: 'http://127.0.0.1:9', keyProtection: 'plain', dir })
  await app.call('demo.create', {})
  await app.stop()
  try {
    fs.renameSync(dir, ready)
  } catch {
    return dir
  }
  return ready
}
