/** An address was requested while the clock was a month ahead: it is given up a day later, not a month and a day. */
import { expect, it } from 'vitest'
import { openStore } from '#backend/core/db/open.ts'
import type { Deps } from '#backend/core/deps.ts'
import { createVerificationContext, pollCheck } from '#backend/leads/verification/ask-instantly.ts'
import { createCheckStore } from '#backend/leads/verification/check-store.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { migrationsDir, temporaryDir } from '../../../support/backend.ts'

it('An address waits its whole time from its last check, and no longer', async () => {
  let now = Date.UTC(2026, 10, 20)
  const store = openStore(temporaryDir(), migrationsDir)
  store.raw.exec(`insert into workspace (name, colour, created_at) values ('Kessler', 1, '');
    insert into lead_list (workspace_id, name, created_at, state, row_count) values (1, 'Dentists', '', 'ready', 1);
    insert into verification_run (workspace_id, list_id, state, started_at) values (1, 1, 'running', '2026-11-20T00:00:00.000Z');
    insert into email_check (workspace_id, email, run_id, state, asked_at)
      values (1, 'ann@x.example', 1, 'pending', '2026-12-20T00:00:00.000Z')`)
  const checks = createCheckStore(store.raw)
  const deps = {
    clock: { now: () => now },
    log: () => ({ info() {} }),
    changed() {},
    instantly: { emailVerification: async () => ({ verdict: 'pending', creditsUsed: null, creditsLeft: null }) },
  } as unknown as Deps
  const verifying = createVerificationContext(deps, checks, { lateMs: 0, pollMs: 0, giveUpMs: dayMs, retryMs: 0 })
  const live = { run: checks.run(1), signal: new AbortController().signal, problem: null }
  const look = async () => {
    for (const check of checks.pending(live.run)) await pollCheck(verifying, live, check)
    return checks.pending(live.run).length
  }
  expect(await look()).toBe(1)
  now += dayMs - 1
  expect(await look()).toBe(1)
  now += 2
  expect(await look()).toBe(0)
  expect(checks.summary(1).found.unanswered).toBe(1)
  store.raw.close()
})
