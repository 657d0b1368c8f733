import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { desktop } from '#shared/contract/core/desktop.ts'
import { contract as ofBackend } from '#shared/contract/index.ts'

const contract = { ...ofBackend, ...desktop }

const root = path.join(import.meta.dirname, '../../../..')
const docsApi = (...args: readonly string[]) =>
  spawnSync(process.execPath, [path.join(root, 'scripts/docs-api.ts'), ...args], { encoding: 'utf8' })

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'api-page-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('Every route has a section that says whether it changes something and what', () => {
  const page = path.join(folder, 'api.md')
  expect(docsApi(page).status).toBe(0)
  const sections = new Map(
    readFileSync(page, 'utf8')
      .split(/^### /m)
      .slice(1)
      .map((section) => [/^`([^`]+)`/.exec(section)?.[1] ?? '', section] as const),
  )
  expect([...sections.keys()].toSorted()).toEqual(Object.keys(contract).toSorted())
  for (const [name, route] of Object.entries(contract)) {
    const section = sections.get(name) ?? ''
    expect(section).toContain(route.kind === 'query' ? '\nQuery.\n' : '\nCommand, touches ')
    for (const topic of route.touches) expect(section).toContain(`\`${topic}\``)
    expect(section).toMatch(/^answer: \S/m)
  }
})
