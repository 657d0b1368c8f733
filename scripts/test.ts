/**
 * `npm test`: runs every check in two lanes that fill each other's waits, and ends with the line `N passed, N failed`.
 * The output of a command is printed in one piece when it ends, so that two never mix.
 */
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const root = path.join(import.meta.dirname, '..')
const reports = fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-test-'))
/** Failures, repeated at the very end, where the reader of a long log looks. */
const told: string[] = []
const verdicts: string[] = []
type Counts = { readonly passed: number; readonly failed: number }

/** Duration of each test file, to list the slowest at the end. */
const secondsOf = new Map<string, number>()

type Ran = {
  readonly ok: boolean
  /** The end of its output, which explains a verdict without a reason. */
  readonly output: string
}

/** Runs one of our commands; prints its name, verdict and output. */
async function run(
  title: string,
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Ran> {
  console.log(`── ${title}: begins`)
  const startedAt = Date.now()
  const printed: string[] = []
  const child = spawn(path.join(root, 'node_modules/.bin', command), args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
    env: { ...process.env, ...env },
  })
  for (const from of [child.stdout, child.stderr]) {
    from.setEncoding('utf8')
    from.on('data', (chunk: string) => void printed.push(chunk))
  }
  const status = await new Promise<number | null>((resolve) => {
    child.on('error', (error) => {
      printed.push(String(error))
      resolve(null)
    })
    child.on('close', resolve)
  })
  const verdict = `${title}: ${status === 0 ? 'ok' : 'FAILED'} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`
  const output = printed.join('')
  console.log(`\n── ${title}\n${output}\n── ${verdict}`)
  verdicts.push(verdict)
  return { ok: status === 0, output: output.slice(-20_000) }
}

/** Makes the compilers in Go collect garbage less often: a third less processor time for some hundred megabytes. */
const go = { GOGC: '400' }

async function check(
  title: string,
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Counts> {
  const { ok, output } = await run(title, command, args, env)
  if (ok) return { passed: 1, failed: 0 }
  told.push(`FAILED ${title}\n${output.slice(-2000)}`)
  return { passed: 0, failed: 1 }
}

type Report = {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly message: string
    readonly startTime: number
    readonly endTime: number
    readonly assertionResults: readonly {
      readonly status: string
      readonly fullName: string
      readonly failureMessages: readonly string[]
    }[]
  }[]
}

type VitestRun = {
  readonly ok: boolean
  /** Number of tests that passed, by file. */
  readonly passed: ReadonlyMap<string, number>
  /** Files with a failed test, and those without a verdict because their process died, with their messages. */
  readonly failed: ReadonlyMap<string, readonly string[]>
}

/** Runs vitest once, over all files or some. */
async function runVitest(title: string, files: readonly string[]): Promise<VitestRun> {
  const report = path.join(reports, `vitest-${files.length}.json`)
  const { ok, output } = await run(title, 'vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...files,
  ])
  const passed = new Map<string, number>()
  const failed = new Map<string, readonly string[]>()
  try {
    const { testResults } = JSON.parse(fs.readFileSync(report, 'utf8')) as Report
    for (const { name, status, message, startTime, endTime, assertionResults } of testResults) {
      secondsOf.set(path.relative(root, name), (endTime - startTime) / 1000)
      passed.set(name, assertionResults.filter((one) => one.status === 'passed').length)
      const bad = assertionResults.filter((one) => one.status === 'failed' || one.status === 'pending')
      if (status === 'passed' && bad.length === 0) continue
      const why = bad.map((one) =>
        one.status === 'pending'
          ? `${one.fullName}: no verdict, the process died`
          : `${one.fullName}: ${one.failureMessages.join(' ').slice(0, 600)}`,
      )
      failed.set(name, why.length > 0 ? why : [message.slice(0, 600) || 'no test of it ran'])
    }
  } catch (error) {
    console.error(`${title}: no report (${String(error)})`)
  }
  // A process that dies after its last test leaves no failed test behind, only this line of vitest's.
  for (const [line, name = ''] of output.matchAll(
    /Worker exited unexpectedly[^\n]*while running test file ([^\n,]+?\.test\.ts)[^\n]*/g,
  ))
    if (!failed.has(name)) failed.set(name, [line])
  if (!ok && failed.size === 0) told.push(`FAILED ${title}, without a failed test\n${output.slice(-3000)}`)
  return { ok, passed, failed }
}

/**
 * Runs a failed file a second time, alone and with the machine free: if it then passes, its fault depends on what runs
 * beside it. It is reported by name at the end, with its messages, but does not fail the whole run.
 */
async function vitest(): Promise<Counts> {
  const first = await runVitest('unit and integration tests', [])
  const sum = (passed: ReadonlyMap<string, number>) => [...passed.values()].reduce((all, one) => all + one, 0)
  if (first.failed.size === 0) return { passed: sum(first.passed), failed: first.ok ? 0 : 1 }
  const files = [...first.failed.keys()].map((name) => path.relative(root, name))
  // More than a few failures are not an accident of timing.
  const again = files.length > 5 ? first : await runVitest('files that failed, once more by themselves', files)
  for (const [name, why] of first.failed) {
    const word = again.ok ? 'unsteady (passed the second time)' : 'FAILED'
    told.push(`${word} ${path.relative(root, name)}\n  ${why.join('\n  ')}`)
  }
  const failed = [...again.failed.values()].reduce((all, why) => all + why.length, 0)
  return { passed: sum(new Map([...first.passed, ...again.passed])), failed: failed || (again.ok ? 0 : 1) }
}

type Spec = {
  readonly title: string
  readonly tests: readonly {
    readonly status: string
    readonly results: readonly { readonly duration: number; readonly error?: { readonly message?: string } }[]
  }[]
}
type Suite = { readonly file: string; readonly specs?: readonly Spec[]; readonly suites?: readonly Suite[] }

/** Playwright's own counts, from its JSON report; a run that failed without a failed test counts as one. */
async function playwright(): Promise<Counts> {
  const title = 'end-to-end tests'
  const file = path.join(reports, 'playwright.json')
  const { ok, output } = await run(title, 'playwright', ['test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    // Node strips the types of the specs itself. Playwright's own loader would compile a thousand files again in every
    // clone.
    PW_DISABLE_TS_ESM: '1',
  })
  let counts: Counts = { passed: 0, failed: 0 }
  try {
    const { stats, suites, errors } = JSON.parse(fs.readFileSync(file, 'utf8')) as {
      stats: { expected: number; unexpected: number; flaky: number }
      suites: readonly Suite[]
      errors: readonly { readonly message?: string; readonly stack?: string }[]
    }
    suites.forEach(tellFailed)
    // Errors outside of any test: a worker that could not be ended, a setup that threw.
    for (const { stack, message } of errors)
      told.push(`outside of any spec: ${(stack ?? message ?? '').slice(0, 1500)}`)
    counts = { passed: stats.expected + stats.flaky, failed: stats.unexpected }
  } catch (error) {
    console.error(`${title}: no report (${String(error)})`)
  }
  if (ok || counts.failed > 0) return counts
  told.push(`FAILED ${title}, without a failed test\n${output.slice(-3000)}`)
  return { ...counts, failed: 1 }
}

function tellFailed(suite: Suite): void {
  suite.suites?.forEach(tellFailed)
  for (const { title, tests } of suite.specs ?? [])
    for (const { status, results } of tests) {
      const spec = `tests/e2e/${suite.file}`
      const ms = results.reduce((sum, one) => sum + one.duration, 0)
      secondsOf.set(spec, (secondsOf.get(spec) ?? 0) + ms / 1000)
      if (status !== 'unexpected' && status !== 'flaky') continue
      const word = status === 'flaky' ? 'unsteady (passed the second time)' : 'FAILED'
      told.push(
        `${word} ${suite.file} › ${title}\n  ${results.map((r) => r.error?.message?.slice(0, 600) ?? '').join('\n  ')}`,
      )
    }
}

/** Runs commands one after the other. */
async function lane(...commands: readonly (() => Promise<Counts>)[]): Promise<readonly Counts[]> {
  const counts: Counts[] = []
  for (const one of commands) counts.push(await one())
  return counts
}

const before = await lane(
  () => check('format', 'biome', ['ci', '.']),
  () => check('build', 'electron-vite', ['build']),
)
// The specs take the longest, so they have a lane to themselves.
const lanes = await Promise.all([
  lane(
    () => check('types and layers', 'tsc', ['-b', '--checkers', '1'], go),
    () =>
      check(
        'lint',
        'oxlint',
        [
          '--type-aware',
          '--tsconfig',
          'tsconfig.lint.json',
          '--quiet',
          '--report-unused-disable-directives-severity=error',
          '--threads',
          '1',
        ],
        // With one thread, types are inferred once and not once a thread: a third less processor time.
        { ...go, GOMAXPROCS: '1' },
      ),
    () => check('dead code', 'knip', []),
    vitest,
  ),
  lane(playwright),
])
fs.rmSync(reports, { recursive: true, force: true })
const counts = [...before, ...lanes.flat()]
const passed = counts.reduce((sum, one) => sum + one.passed, 0)
const failed = counts.reduce((sum, one) => sum + one.failed, 0)
const slowest = [...secondsOf]
  .toSorted(([, one], [, other]) => other - one)
  .slice(0, 10)
  .map(([file, seconds]) => `${seconds.toFixed(1).padStart(7)} s  ${file}`)
console.log(`\n── the ten slowest files\n${slowest.join('\n')}`)
console.log(`\n── in short\n${[...verdicts, ...told].join('\n')}`)
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed > 0 || passed === 0 ? 1 : 0)
