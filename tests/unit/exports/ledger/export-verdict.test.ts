import { expect, test } from 'vitest'
import { verdictOf } from '#shared/domain/exports/export-verdict.ts'

const all = { state: 'done', promised: 6_000, alreadyThere: 0, totals: { uploaded: 6_000 } } as const

test('An export whose leads were removed is not reported as finished or short', () => {
  expect(verdictOf(all)).toMatchObject({ kind: 'complete', tone: 'ok' })
  expect(verdictOf({ ...all, undoing: true })).toMatchObject({ kind: 'undoing', tone: 'info' })
  expect(verdictOf({ ...all, takenBack: 6_000 })).toMatchObject({ kind: 'undone', tone: 'quiet' })
  const short = { ...all, totals: { uploaded: 5_998 } }
  expect(verdictOf({ ...short, takenBack: 0 })).toMatchObject({ kind: 'partial' })
  expect(verdictOf({ ...short, takenBack: 5_998 })).toMatchObject({ kind: 'undone' })
})

test('An export that was cancelled, then undone, is undone', () => {
  expect(verdictOf({ ...all, state: 'cancelled', takenBack: 10 })).toMatchObject({ kind: 'undone' })
})
