import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SequenceBody } from '#shared/domain/campaigns/copy/sequence.ts'
import { findSequenceTraps } from '#shared/domain/campaigns/copy/sequence.ts'
import { AppError } from '#shared/errors.ts'
import { type Bench, startBench } from '../../../support/export-bench.ts'

let bench: Bench
beforeEach(async () => {
  bench = await startBench()
})
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

const body = (name: string, text = 'Hi {{firstName|there}}'): SequenceBody => ({
  name,
  language: 'en',
  industry: 'Dentists',
  steps: [
    {
      waitDays: 3,
      html: false,
      variants: [
        { subject: 'A', body: text },
        { subject: 'B', body: text },
      ],
    },
    { waitDays: 0, html: true, variants: [{ subject: '', body: '<p>Still here</p>' }] },
  ],
})
const save = (of: SequenceBody, more: { id?: number; base?: number; workspaceId?: number | null } = {}) =>
  bench.app.call('sequences.save', {
    id: (more.id ?? null) as never,
    workspaceId: (more.workspaceId ?? null) as never,
    base: more.base ?? null,
    body: of,
  })

describe('the library', () => {
  it('keeps every save as a version, restores an older one as a new version, and loses none', async () => {
    const first = await save(body('Dentists', 'one'))
    const second = await save(body('Dentists', 'two'), { id: first.id, base: 1 })
    expect(second.version).toBe(2)
    // Saving unchanged content creates no version.
    expect((await save(body('Dentists', 'two'), { id: first.id, base: 2 })).version).toBe(2)
    const third = await bench.app.call('sequences.takeBack', { id: first.id, no: 1 })
    expect(third.version).toBe(3)
    expect(third.steps[0]?.variants[0]?.body).toBe('one')
    const versions = await bench.app.call('sequences.versions', { id: first.id })
    expect(versions.map(({ no, origin, from }) => [no, origin, from])).toEqual([
      [3, 'taken_back', '1'],
      [2, 'written', ''],
      [1, 'written', ''],
    ])
    expect((await bench.app.call('sequences.version', { id: first.id, no: 2 })).steps[0]?.variants[0]?.body).toBe('two')
  })

  it('does not let a window opened earlier overwrite newer changes', async () => {
    const { id } = await save(body('Dentists', 'one'))
    await save(body('Dentists', 'two'), { id, base: 1 })
    await expect(save(body('Dentists', 'mine'), { id, base: 1 })).rejects.toMatchObject({ code: 'SEQUENCE_CHANGED' })
    expect((await bench.app.call('sequences.get', { id })).steps[0]?.variants[0]?.body).toBe('two')
  })

  it('restores a deleted template with its versions', async () => {
    const { id } = await save(body('Dentists'))
    await bench.app.call('sequences.remove', { id, removed: true })
    expect(await bench.app.call('sequences.list', { workspaceId: null })).toEqual([])
    await expect(bench.app.call('sequences.get', { id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await bench.app.call('sequences.remove', { id, removed: false })
    expect(await bench.app.call('sequences.versions', { id })).toHaveLength(1)
  })

  it("shows a client its own templates and those for every client, never another client's", async () => {
    const other = await bench.app.call('workspaces.create', { name: 'Other', colour: 1 })
    await save(body('Everybody'))
    await save(body('Kessler only'), { workspaceId: bench.workspaceId })
    const shown = await bench.app.call('sequences.list', { workspaceId: bench.workspaceId })
    expect(shown.map(({ name }) => name).toSorted()).toEqual(['Everybody', 'Kessler only'])
    const theirs = await bench.app.call('sequences.list', { workspaceId: other.id })
    expect(theirs.map(({ name }) => name)).toEqual(['Everybody'])
  })

  it('writes a file that reads back as the same templates', async () => {
    const { id } = await save(body('Dentists', 'Grüße {{city|hier}} 😀\n<b>'))
    const file = path.join(bench.app.dir, 'sequences.json')
    bench.app.savePath = file
    expect(await bench.app.call('sequences.saveFile', { ids: [id] })).toEqual({ path: file, count: 1 })
    bench.app.openPaths = [file]
    const taken = await bench.app.call('sequences.importFiles', { workspaceId: null })
    const back = await bench.app.call('sequences.get', { id: taken?.first as never })
    const original = await bench.app.call('sequences.get', { id })
    expect([back.name, back.language, back.industry, back.steps]).toEqual([
      original.name,
      original.language,
      original.industry,
      original.steps,
    ])
  })

  it.each([
    ['no JSON', 'hello', 'no_json'],
    ['a file of another program', '{"version":1,"sequences":[]}', 'other_file'],
    ['a newer version', '{"format":"sendoff-sequences","version":2,"sequences":[]}', 'newer'],
    ['none in it', '{"format":"sendoff-sequences","version":1,"sequences":[]}', 'empty'],
    [
      'one good and one bad',
      JSON.stringify({
        format: 'sendoff-sequences',
        version: 1,
        sequences: [
          {
            name: 'Good',
            language: null,
            industry: '',
            steps: [{ waitDays: 0, html: false, variants: [{ subject: '', body: '' }] }],
          },
          { name: 'Bad', language: null, industry: '', steps: [{ waitDays: -1, html: false, variants: [] }] },
        ],
      }),
      'shape',
    ],
    [
      'a deep attack',
      `{"format":"sendoff-sequences","version":1,"sequences":${'['.repeat(300)}${']'.repeat(300)}}`,
      'shape',
    ],
  ])('refuses a file with %s and imports nothing of it', async (_what, text, why) => {
    const file = path.join(bench.app.dir, 'given.json')
    writeFileSync(file, text)
    bench.app.openPaths = [file]
    const refused = await bench.app
      .call('sequences.importFiles', { workspaceId: null })
      .catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(AppError)
    expect(refused).toMatchObject({ code: 'SEQUENCE_FILE_REFUSED', data: { why } })
    expect(await bench.app.call('sequences.list', { workspaceId: null })).toEqual([])
  })

  it.skipIf(process.platform === 'win32')('refuses a pipe without waiting for it', async () => {
    const file = path.join(bench.app.dir, 'pipe.json')
    execFileSync('mkfifo', [file])
    bench.app.openPaths = [file]
    expect(await bench.app.backend.call('sequences.importFiles', { workspaceId: null })).toMatchObject({
      error: { code: 'FILE_UNREADABLE', data: { fileName: 'pipe.json', reason: 'not_a_file' } },
    })
  })

  it('removes text-reversing characters from a file', async () => {
    const file = path.join(bench.app.dir, 'given.json')
    const evil = { ...body('Payp\u202Ella'), name: 'A\u202Eb\u0000c' }
    writeFileSync(file, JSON.stringify({ format: 'sendoff-sequences', version: 1, sequences: [evil] }))
    bench.app.openPaths = [file]
    await bench.app.call('sequences.importFiles', { workspaceId: null })
    expect((await bench.app.call('sequences.list', { workspaceId: null }))[0]?.name).toBe('Abc')
    expect(readFileSync(file, 'utf8')).toContain('\\u0000')
  })

  it('ships templates in which every first email offers an opt-out, and every follow-up keeps the thread', async () => {
    const starters = await bench.app.call('sequences.starters', {})
    expect(starters.filter(({ language }) => language === 'en').length).toBeGreaterThanOrEqual(8)
    expect(starters.filter(({ language }) => language === 'de').length).toBeGreaterThanOrEqual(8)
    for (const { key, steps } of starters) {
      const kinds = findSequenceTraps(steps).map(({ kind }) => kind)
      expect(
        kinds.filter((kind) => kind !== 'placeholder'),
        key,
      ).toEqual([])
    }
  })
})
