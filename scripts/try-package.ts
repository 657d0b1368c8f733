/**
 * `npm run package:try -- PROGRAM [ARGUMENTS…]`: starts a packed Sendoff with a separate profile and waits until it has
 * created its store and kept running. Fails if it exits, logs an error, or takes longer than a minute. A program with
 * our fuses cannot be debugged, so this observes it from outside, through its log.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const [program, ...args] = process.argv.slice(2)
if (!program) {
  console.error('Usage: npm run package:try -- PROGRAM [ARGUMENTS…]')
  process.exit(2)
}

const home = mkdtempSync(path.join(os.tmpdir(), 'sendoff-try-'))
const logFile = path.join(home, 'logs', 'sendoff.log')
const storeFile = path.join(home, 'data', 'sendoff.db')
const log = () => (existsSync(logFile) ? readFileSync(logFile, 'utf8') : '')

const app = spawn(path.resolve(program), [`--user-data-dir=${home}`, ...args], { stdio: 'inherit' })
const ended = new Promise<string>((resolve) => {
  app.on('error', (error) => resolve(error.message))
  app.on('exit', (code, signal) => resolve(`it ended with ${code ?? signal}`))
})
const problem = await Promise.race([ended, untilItRuns()])
app.kill()
await ended
const said = log()
rmSync(home, { recursive: true, force: true, maxRetries: 10 })
if (problem) {
  console.error(`${program}: ${problem}\n${said}`)
  process.exitCode = 1
} else console.log(`${program} started, made its store and kept running.`)

/** Resolves to what is wrong, or to null once it has run long enough to be trusted. */
async function untilItRuns(): Promise<string | null> {
  const deadline = Date.now() + 60_000
  let runsSince = 0
  while (Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 200))
    if (/ ERROR /.test(log())) return 'it logged an error'
    const running = log().includes(': started ') && existsSync(storeFile)
    if (running) runsSince ||= Date.now()
    // A thread that is missing from the package is noticed a moment later.
    if (runsSince > 0 && Date.now() - runsSince > 5_000) return null
  }
  return 'it did not start within a minute'
}
