import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

type Step = { readonly uses?: string; readonly run?: string; readonly env?: Readonly<Record<string, string>> }
type Job = {
  readonly 'runs-on'?: string
  readonly uses?: string
  readonly steps?: readonly Step[]
  readonly permissions?: Readonly<Record<string, string>>
  readonly 'timeout-minutes'?: number
  readonly env?: Readonly<Record<string, string>>
  readonly strategy?: { readonly matrix?: { readonly os?: readonly string[] } }
}
type Workflow = {
  readonly on: Readonly<Record<string, unknown>>
  readonly permissions?: unknown
  readonly jobs: Readonly<Record<string, Job>>
}

const root = path.join(import.meta.dirname, '../../../..')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const files = globSync('.github/workflows/*.yml', { cwd: root }).toSorted()
const workflow = (file: string) => parse(read(file)) as Workflow
const stepsOf = ({ jobs }: Workflow) => Object.values(jobs).flatMap(({ steps = [] }) => steps)

it('There are workflows for tests, packages and releases', () => {
  expect(files.map((file) => path.basename(file))).toEqual(['ci.yml', 'package.yml', 'release.yml'])
})

describe.each(files)('%s', (file) => {
  it('has read permission only, except the one job that drafts the release', () => {
    const { permissions, jobs, on } = workflow(file)
    expect(permissions).toEqual({ contents: 'read' })
    const wider = Object.entries(jobs).filter(([, job]) => job.permissions !== undefined)
    expect(wider.map(([name, job]) => [name, job.permissions])).toEqual(
      file.endsWith('release.yml')
        ? [['draft', { contents: 'write', 'id-token': 'write', attestations: 'write' }]]
        : [],
    )
    // It would run third-party code with our secrets.
    expect(on).not.toHaveProperty('pull_request_target')
  })

  it('pins every action by its commit, and leaves no credentials in the checkout', () => {
    for (const { uses } of stepsOf(workflow(file))) if (uses) expect(uses).toMatch(/^[\w-]+\/[\w-]+@[\da-f]{40}$/)
    const checkouts = [...read(file).matchAll(/uses: actions\/checkout@\S+\n(.*\n.*)/g)].map((match) => match[1])
    for (const next of checkouts) expect(next).toContain('persist-credentials: false')
  })

  it('limits the time of every job', () => {
    for (const [name, job] of Object.entries(workflow(file).jobs))
      if (!job.uses) expect(job['timeout-minutes'], name).toBeLessThanOrEqual(90)
  })

  it('runs only existing scripts', () => {
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> }
    const named = stepsOf(workflow(file)).flatMap(({ run = '' }) => [...run.matchAll(/\bnpm run ([\w:-]+)/g)])
    expect(named.map((match) => match[1]).filter((name) => !Object.hasOwn(scripts, name ?? ''))).toEqual([])
  })

  it('puts no outside value into a shell line', () => {
    for (const { run = '' } of stepsOf(workflow(file))) expect(run).not.toContain('${{')
  })
})

it('The tests run on all three systems, in Electron itself', () => {
  const { test } = workflow('.github/workflows/ci.yml').jobs
  expect(test?.strategy?.matrix?.os?.map((os) => os.split('-')[0])).toEqual(['ubuntu', 'macos', 'windows'])
  expect(test?.env?.['SENDOFF_RUNNER']).toBe('electron')
  const runs = (test?.steps ?? []).map(({ run = '' }) => run).join('\n')
  expect(runs).toContain('npm run test:unit')
  expect(runs).toContain('npm run test:e2e')
})

it('Where PostgreSQL must be tested, a machine without it fails', () => {
  const { test, long } = workflow('.github/workflows/ci.yml').jobs
  const envOf = (job: Job | undefined, command: string) =>
    job?.steps?.find(({ run = '' }) => run === command)?.env?.['SENDOFF_POSTGRES']
  expect(envOf(test, 'npm run test:unit')).toContain("runner.os == 'Linux' && 'required'")
  expect(envOf(long, 'npm run test:long')).toBe('required')
})
