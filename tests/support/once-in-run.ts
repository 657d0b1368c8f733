/** Creates expensive fixtures once per test run: the first process that needs one creates it for all. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { runFolderEnv } from './repository.ts'

const asked = new Map<string, Promise<string>>()

/** Returns the folder of this name, created by `make` if it does not exist; to be copied, never changed. */
export function onceInRun(name: string, make: (dir: string) => Promise<void>): Promise<string> {
  const making = asked.get(name) ?? makeOnce(name, make)
  asked.set(name, making)
  return making
}

/** Other processes wait for the one that creates it rather than create it too. */
async function makeOnce(name: string, make: (dir: string) => Promise<void>): Promise<string> {
  const ofRun = process.env[runFolderEnv] ?? ownFolder()
  const ready = path.join(ofRun, name)
  const claim = `${ready}-claimed`
  for (;;) {
    if (fs.existsSync(ready)) return ready
    if (claimed(claim)) break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  try {
    const dir = fs.mkdtempSync(path.join(ofRun, `making-${name}-`))
    await make(dir)
    fs.renameSync(dir, ready)
    return ready
  } finally {
    // If it could not be created, each waiting process tries itself.
    fs.rmSync(claim)
  }
}

/** Used if nothing set up a run's folder. Test databases may run as another user. */
function ownFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-once-'))
  fs.chmodSync(folder, 0o755)
  return folder
}

/** Records that this process creates it, unless a live process already claimed it. */
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
