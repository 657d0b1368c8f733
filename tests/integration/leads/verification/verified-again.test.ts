/** Addresses that are verified again: known and paid results stay. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Store } from '#backend/core/deps.ts'
import { createLeadRules } from '#backend/exports/engine/lead-rules.ts'
import { moneyFactsOf } from '#backend/insights/money/money-facts.ts'
import { type CheckStore, createCheckStore } from '#backend/leads/verification/check-store.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import { temporaryDir } from '../../../support/backend.ts'
import { makeList } from '../../../support/lists.ts'
import { openMigrated } from '../../../support/open-migrated.ts'

const acme = 1 as WorkspaceId
const march = '2026-03-01T10:00:00.000Z'
const june = '2026-06-01T10:00:00.000Z'

let store: Store
let checks: CheckStore
let listId: ListId
let email: string
beforeEach(() => {
  const dir = temporaryDir()
  store = openMigrated(dir)
  store.raw.prepare(`insert into workspace (id, name, colour, created_at) values (1, 'Acme', 1, '')`).run()
  const list = makeList(dir, { workspaceId: acme, name: 'A', count: 10 })
  listId = list.listId
  email = list.emails[0] ?? ''
  checks = createCheckStore(store.raw)
  verify(march)
})
afterEach(() => void store.raw.close())

/** Starts a run and answers this many of its addresses. */
function verify(at: string, most = 10): number {
  const { id } = checks.begin(listId, ['ready', 'told'], at)
  for (let n = 0; n < most; n += 1) {
    const check = checks.takeNext(id, at)
    if (check) checks.answered(check, { verdict: 'verified', creditsUsed: 0.25, creditsLeft: 100 }, at)
  }
  if (most === 10) checks.setRun(id, 'done', null, at)
  return id
}
const credits = () =>
  moneyFactsOf(store)
    .creditRuns(acme)
    .map(({ day, credits: used }) => [new Date(day * dayMs).toISOString().slice(0, 10), used])
const isVerified = () =>
  createLeadRules(store, { known: () => null }).verifiedOf(
    acme,
    listId,
  )({
    email,
    importId: 1,
    rowNumber: 1,
  } as never)

it('The cost of each month stays unchanged', () => {
  expect(credits()).toEqual([['2026-03-01', 2.5]])
  verify(june)
  expect(credits()).toEqual([
    ['2026-03-01', 2.5],
    ['2026-06-01', 2.5],
  ])
  expect(checks.summary(1).creditsUsed).toBe(2.5)
})

it('A result stays while its address waits to be verified again, and after that was cancelled', () => {
  const run = verify(june, 0)
  expect(isVerified()).toBe(true)
  expect(checks.checkOf(acme, email)).toEqual({ verdict: 'verified', at: march })
  checks.dropWanted(run)
  expect(isVerified()).toBe(true)
  expect(checks.checkOf(acme, email)).toEqual({ verdict: 'verified', at: march })
  expect(checks.summary(1)).toMatchObject({ total: 10, found: { verified: 10 }, creditsUsed: 2.5 })
  expect(checks.summary(run)).toMatchObject({ total: 0 })
})

it('Addresses verified before a cancellation have the new result, the rest the old one', () => {
  const run = verify(june, 3)
  checks.dropWanted(run)
  expect(checks.summary(1)).toMatchObject({ total: 7, creditsUsed: 2.5 })
  expect(checks.summary(run)).toMatchObject({ total: 3, creditsUsed: 0.75 })
  expect(checks.checkOf(acme, email)?.at).toBe(june)
})

it('Addresses with a status in their file are counted separately, and paid for only if chosen', () => {
  store.raw.prepare('update list_import set mapping = ?').run(JSON.stringify([{ kind: 'verification' }]))
  expect(checks.plan(listId, Date.parse(june))).toMatchObject({ ready: 0, told: 10, held: 0 })
  const { id } = checks.begin(listId, ['ready', 'held'], june)
  expect(checks.summary(id).total).toBe(0)
  checks.setRun(id, 'done', null, june)
  expect(checks.summary(checks.begin(listId, ['told'], june).id).total).toBe(10)
})
