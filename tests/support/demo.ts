/** The demo for tests of what is done with it: made once in a process, copied for each. Making it has tests of its own. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startBackend, temporaryDir } from './backend.ts'
import { migratedStoreEnv } from './repository.ts'

let made: Promise<string> | null = null

/** A new folder of data with the demo in it, and nothing else. */
export async function demoDir(): Promise<string> {
  made ??= makeDemo()
  const dir = temporaryDir('sendoff-demo-')
  fs.cpSync(await made, dir, { recursive: true })
  return dir
}

async function makeDemo(): Promise<string> {
  // Beside the migrated store: it stays for the run, where a file's own folder goes with the file.
  const ofRun = path.dirname(process.env[migratedStoreEnv] ?? os.tmpdir())
  const dir = fs.mkdtempSync(path.join(ofRun, 'demo-'))
  // No keyring, no passphrase and no network: a demo needs none.
  const app = startBackend({ instantlyUrl: 'http://127.0.0.1:9', keyProtection: 'plain', dir })
  await app.call('demo.create', {})
  await app.stop()
  return dir
}
