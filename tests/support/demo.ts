/** The demo for tests of what is done with it: made once in a run, copied for each. Making it has tests of its own. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { runFolderEnv } from './repository.ts'

/** With all of its people, or few of them: for tests that ask nothing of what is in it. */
type Kind = 'whole' | 'small'
const made = new Map<Kind, Promise<string>>()

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
  const making = made.get(kind) ?? makeDemo(kind)
  made.set(kind, making)
  fs.cpSync(await making, dir, { recursive: true })
}

/** The first process that needs it makes it for all; the others wait for it rather than make it too. */
async function makeDemo(kind: Kind): Promise<string> {
  const ofRun = process.env[runFolderEnv] ?? fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-demos-'))
  const ready = path.join(ofRun, `demo-${kind}`)
  const claim = path.join(ofRun, `demo-${kind}-claimed`)
  for (;;) {
    if (fs.existsSync(ready)) return ready
    if (claimed(claim)) break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  try {
    const dir = fs.mkdtempSync(path.join(ofRun, 'making-demo-'))
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
    fs.renameSync(dir, ready)
    return ready
  } finally {
    // Where it could not be made, who waits tries for itself.
    fs.rmSync(claim)
  }
}

/** Writes down that this process makes it, unless one that is still there does. */
function claimed(claim: string): boolean {
  try {
    fs.writeFileSync(claim, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    if (!isGone(claim)) return false
    fs.rmSync(claim, { force: true })
    return claimed(claim)
  }
}

function isGone(claim: string): boolean {
  try {
    const pid = Number(fs.readFileSync(claim, 'utf8'))
    if (pid > 0) process.kill(pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}
