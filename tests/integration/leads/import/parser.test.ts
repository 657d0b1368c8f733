import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { MessageChannel } from 'node:worker_threads'
import { expect, it } from 'vitest'
import { CREDIT, type FromParser, NUMBERS_WIDTH, type ParseJob, type Survey } from '#backend/leads/import/parse-jobs.ts'
import { serveParser } from '#backend/leads/import/run-parse-job.ts'
import type { Mapping } from '#shared/domain/leads/import/mapping.ts'
import { openMigrated } from '../../../support/open-migrated.ts'
import { fileDir, manyRows, writeFile } from '../support.ts'

const mapping: Mapping = [
  { kind: 'field', field: 'email' },
  { kind: 'field', field: 'first_name' },
  { kind: 'variable', name: 'city' },
]
const format = { encoding: 'utf-8', delimiter: ',' } as const

/** Runs the parse thread's code without a thread: returns its messages, and a way to accept chunks. */
function startParser(job: ParseJob) {
  const { port1, port2 } = new MessageChannel()
  const said: FromParser[] = []
  serveParser({
    postMessage: (message) => port1.postMessage(message),
    on: (event, listener) => port1.on(event, listener),
  })
  const end = Promise.withResolvers<FromParser>()
  port2.on('message', (message: FromParser) => {
    said.push(message)
    if (message.t === 'done' || message.t === 'failed') {
      end.resolve(message)
      port1.close()
    }
  })
  port2.postMessage({ t: 'job', job })
  const chunks = () => said.filter((message) => message.t === 'chunk')
  return { end: end.promise, chunks, more: () => port2.postMessage({ t: 'more' }) }
}

function storeFile(dir: string): string {
  const { raw } = openMigrated(dir)
  raw.close()
  return path.join(dir, 'sendoff.db')
}

it('A reader faster than the writer waits, so that no file fills the memory', async () => {
  const dir = fileDir()
  const file = writeFile(dir, 'big.csv', manyRows(60_000))
  const parser = startParser({
    kind: 'load',
    path: file,
    format,
    mapping,
    holdUnverified: false,
    mayHaveSections: false,
    storePath: storeFile(dir),
  })
  let before = -1
  while (parser.chunks().length > before || before === 0) {
    before = parser.chunks().length
    await wait(150)
  }
  // Chunks in flight, and the rest of the piece that was being split.
  expect(before).toBeGreaterThanOrEqual(CREDIT)
  expect(before).toBeLessThanOrEqual(CREDIT + 2)
  let taken = 0
  const taking = setInterval(() => {
    for (; taken < parser.chunks().length; taken += 1) parser.more()
  }, 5)
  expect(await parser.end).toMatchObject({ t: 'done', result: { rowCount: 60_000 } })
  clearInterval(taking)
  const rows = parser.chunks().reduce((sum, chunk) => sum + (chunk.leads?.numbers.length ?? 0) / NUMBERS_WIDTH, 0)
  expect(rows).toBe(60_000)
})

it('Surveying a file counts filled cells of every column and odd rows by kind, and computes its hash', async () => {
  const dir = fileDir()
  const file = writeFile(dir, 'a.csv', 'Email,Name,Empty\na@b.co,Ann,\n,"Bob"x,\nc@d.co\ne@f.co,Eve,,extra\n')
  const { result } = (await startParser({ kind: 'survey', hash: true, path: file }).end) as {
    result: { whole: Survey }
  }
  expect(result.whole).toMatchObject({
    filledCounts: [3, 3, 0],
    filledCells: [['a@b.co', 'c@d.co', 'e@f.co'], ['Ann', 'Bobx', 'Eve'], []],
    issues: { row_too_short: 1, row_too_long: 1, text_after_quote: 1 },
    facts: { rowCount: 4, sizeBytes: fs.statSync(file).size, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
  })
})

it('Rows from the middle are found without reading to the end', async () => {
  const file = writeFile(fileDir(), 'a.csv', `${manyRows(5000)}x@y.example,"never closed`)
  const parser = startParser({ kind: 'rows', path: file, format, rowNumbers: [3, 4] })
  expect(await parser.end).toMatchObject({
    t: 'done',
    result: [
      { rowNumber: 3, cells: ['person3@acme.example', 'Name 3', 'Köln, Süd'], ragged: false },
      { rowNumber: 4, cells: ['person4@acme.example', 'Name 4', 'Köln, Süd'], ragged: false },
    ],
  })
})

it('Counting passes each row’s own gate, addresses only if others may share them, and whether verification is known', async () => {
  const file = writeFile(fileDir(), 'a.csv', 'Email,N,C\nA@b.co,,\n,,\nbroken@,,\n')
  const parser = startParser({ kind: 'check', path: file, format, mapping, holdUnverified: false })
  await parser.end
  expect(parser.chunks().flatMap(({ values }) => values)).toEqual([0, 'a@b.co', 2, 1, 1, null, 0, 2, 2, null, 0, 3])
})

it('A refused file is reported by its code', async () => {
  const file = writeFile(fileDir(), 'a.csv', 'Email\n"a@b.co\n')
  expect(await startParser({ kind: 'survey', hash: true, path: file }).end).toMatchObject({
    t: 'failed',
    error: { code: 'FILE_UNCLOSED_QUOTE', data: { fileName: 'a.csv', line: 2 } },
  })
})
