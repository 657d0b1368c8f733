import fs from 'node:fs'
import path from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LastPartSurveyed, ParseJob, Survey, Surveyed } from '#backend/leads/import/parse-jobs.ts'
import { type ParseOutput, runParseJob } from '#backend/leads/import/run-parse-job.ts'
import { completeSurvey, joinParts } from '#backend/leads/import/survey.ts'
import { runs } from '../../../support/long.ts'
import { failure, fileDir, startLeads, writeFile } from '../support.ts'

const unheard: ParseOutput = {
  progress: () => undefined,
  chunk: () => undefined,
  spare: () => undefined,
  ready: () => true,
  drained: () => Promise.resolve(),
}
const run = (job: ParseJob) => runParseJob(job, unheard)

/**
 * Without its stamp: a file gets one after some seconds without changes, on a slow computer before the second reading.
 */
const withoutStamp = (survey: Survey): Survey => ({ ...survey, facts: { ...survey.facts, stamp: null } })

async function inOneReading(file: string): Promise<Survey> {
  const surveyed = (await run({ kind: 'survey', path: file, hash: true })) as Surveyed
  if (!('whole' in surveyed)) throw new Error('not read to its end')
  return withoutStamp(surveyed.whole)
}

/** Reads the file with two threads; null if it was not split after all. */
async function inTwoParts(file: string): Promise<Survey | null> {
  const { sha256, lastPart } = (await run({ kind: 'last_part', path: file })) as LastPartSurveyed
  const surveyed = (await run({ kind: 'survey', path: file, hash: false, parted: true })) as Surveyed
  if ('whole' in surveyed) {
    const whole = { ...surveyed.whole, facts: { ...surveyed.whole.facts, sha256 } }
    expect(withoutStamp(whole)).toEqual(await inOneReading(file))
    return null
  }
  const { facts, beginning, endedAt } = surveyed
  if (lastPart?.beganAt !== endedAt) return null
  const rowCount = facts.rowCount + lastPart.rowCount
  return withoutStamp(
    completeSurvey({ ...facts, sha256, rowCount, sizeBytes: lastPart.sizeBytes }, joinParts(beginning, lastPart.seen)),
  )
}

/** Returns a file too large for one thread: its rows repeated, followed by `last`. */
function bigFile(header: string, rows: readonly string[], last: string): { text: string; count: number } {
  const block = `${rows.join('\n')}\n`
  const times = Math.ceil((17 * 1024 * 1024) / block.length)
  return { text: `${header}\n${block.repeat(times)}${last}`, count: times * rows.length }
}

describe('a file read in two parts', () => {
  it('is the same as in one pass, whatever its cells', async () => {
    const file = path.join(fileDir(), 'parted.csv')
    const cell = fc.constantFrom(
      'Ann',
      '',
      ' ',
      'Köln',
      '"Acme, Inc."',
      '"two\nlines, with, commas"',
      '"a ""quoted"" word"',
      'unsubscribed',
      '"a,b,c,d\ne,f,g,h\n"',
    )
    const row = fc.array(cell, { minLength: 4, maxLength: 4 })
    const odd = fc.oneof(
      { weight: 20, arbitrary: row },
      fc.array(fc.oneof(cell, fc.constant('"x"y')), { minLength: 1, maxLength: 6 }),
    )
    const text = fc.record({
      rows: fc.array(odd, { minLength: 20, maxLength: 60 }),
      end: fc.constantFrom('\n', '\r\n', '\r'),
      hasEnd: fc.boolean(),
      rare: fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', 'é'), maxLength: 5 }), { maxLength: 70 }),
    })
    let parted = 0
    await fc.assert(
      fc.asyncProperty(text, async ({ rows, end, hasEnd, rare }) => {
        const lines = rows.map((cells) => cells.join(','))
        // The first chunks of a file are read before it is split.
        const copies = Math.ceil(400_000 / lines.join(end).length)
        const last = rare.map((word) => `x@y.example,Ann,${word},z`)
        const all = ['Email,Name,Status,Notes', ...Array.from({ length: copies }, () => lines).flat(), ...last]
        fs.writeFileSync(file, `${all.join(end)}${hasEnd ? end : ''}`)
        const found = await inTwoParts(file)
        if (found === null) return
        parted += 1
        expect(found).toEqual(await inOneReading(file))
      }),
      runs(25, 400),
    )
    expect(parted).toBeGreaterThan(6)
  })

  it.each([
    ['its first part', 0.5, false],
    ['its last part', 0.95, true],
  ])('is the same as in one pass with a second table in %s', async (_where, share, isParted) => {
    const other = ['Status,Notes,Name,Email', 'unsubscribed,,Zoe,zoe@acme.example', 'gone,x,Yves,yves@acme.example']
    const count = 20_000
    const lines = Array.from({ length: count }, (_, at) =>
      at < count * share
        ? `p${at}@acme.example,Ann Lee,sent,a note of some length`
        : `sent,a note of some length,Ann Lee,p${at}@acme.example`,
    )
    lines.splice(count * share, 0, ...other)
    const file = writeFile(fileDir(), 'parted.csv', `Email,Name,Status,Notes\n${lines.join('\n')}\n`)
    const found = await inTwoParts(file)
    expect(found !== null).toBe(isParted)
    const whole = await inOneReading(file)
    if (isParted) expect(found).toEqual(whole)
    // Read under the first header, a word of another column would be among the states.
    expect(whole.filledCells[2]).toEqual(expect.arrayContaining(['unsubscribed', 'gone', 'Status']))
    expect(whole.filledCells[2]).not.toContain('Zoe')
  })

  it('has all rows, its rare words and its hash when opened', async () => {
    const test = await startLeads()
    const rows = Array.from(
      { length: 200 },
      (_, at) => `person${at}@acme.example,Ann,"a note, of\n${at % 7} lines",sent`,
    )
    const { text, count } = bigFile('Email,First Name,Notes,Status', rows, 'last@acme.example,,,unsubscribed\n')
    const file = writeFile(test.files, 'big.csv', text)
    const draft = await test.call('imports.open', { workspaceId: test.workspaceId, path: file })
    expect(draft).toMatchObject({ rowCount: count + 1, raggedRows: 0, sizeBytes: fs.statSync(file).size })
    expect(draft.columns.map(({ filled }) => Math.round(filled * (count + 1)))).toEqual([
      count + 1,
      count,
      count,
      count + 1,
    ])
    // One word in the last row of tens of thousands makes the column an opt-out column.
    expect(draft.columns[3]?.suggestion.target.kind).toBe('opt_out')
  })

  it('is refused with its line if the last part is broken', async () => {
    const test = await startLeads()
    const rows = Array.from({ length: 200 }, (_, at) => `person${at}@acme.example,Ann`)
    const { text, count } = bigFile('Email,First Name', rows, 'last@acme.example,"Ann\nLee\n')
    const file = writeFile(test.files, 'big.csv', text)
    expect(await failure(test.call('imports.open', { workspaceId: test.workspaceId, path: file }))).toMatchObject({
      code: 'FILE_UNCLOSED_QUOTE',
      data: { line: count + 2 },
    })
  })
})
