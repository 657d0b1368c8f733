/** Companies that other clients contacted recently, whatever this computer's clock says. */
import { expect, it } from 'vitest'
import { createMailedDomains } from '#backend/leads/gates/mailed-domains.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { temporaryDir } from '../../../support/backend.ts'
import { makeList } from '../../../support/lists.ts'
import { openMigrated } from '../../../support/open-migrated.ts'

const now = Date.UTC(2026, 5, 1, 12)
const email = 'someone@kessler.example'

/** Two clients; `exported` says that the other one exported to the company at this time. */
function bench() {
  const dir = temporaryDir()
  const store = openMigrated(dir)
  const [own = 0, other = 0] = ['Northwind', 'Brandt'].map((name) =>
    Number(
      store.raw.prepare("insert into workspace (name, colour, created_at) values (?, 1, 'now')").run(name)
        .lastInsertRowid,
    ),
  ) as WorkspaceId[]
  const { listId } = makeList(dir, { workspaceId: other as WorkspaceId, name: 'A', count: 1 })
  function exported(at: number): void {
    const { lastInsertRowid } = store.raw
      .prepare(
        `insert into export_run (workspace_id, list_id, click_id, settings, state, campaign_name, campaign_step,
           activation, row_count, ready_count, created_at, target)
         values (?, ?, 'c', '{}', 'done', 'C', 'created', 'off', 1, 1, ?, 'campaign')`,
      )
      .run(other, listId, new Date(at).toISOString())
    store.raw
      .prepare('insert into mailed_domain (export_id, domain, workspace_id) values (?, ?, ?)')
      .run(lastInsertRowid, 'kessler.example', other)
  }
  let ahead = 0
  const domains = createMailedDomains({
    store,
    clock: { now: () => now + ahead, sleep: () => Promise.resolve() },
    instantly: { now: () => now } as never,
  })
  const found = () => domains.asks(own as WorkspaceId, null)?.(email) ?? []
  return { exported, found, setAhead: (ms: number) => void (ahead = ms) }
}

it('A company that another client contacted yesterday counts although the clock is a year ahead', () => {
  const { exported, found, setAhead } = bench()
  exported(now - dayMs)
  setAhead(365 * dayMs)
  expect(found()).toHaveLength(1)
})

it('A company that another client contacts after the clock was set back counts at once', () => {
  const { exported, found, setAhead } = bench()
  setAhead(dayMs)
  expect(found()).toHaveLength(0)
  setAhead(0)
  exported(now)
  expect(found()).toHaveLength(1)
})
