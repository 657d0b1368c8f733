/**
 * The files of tests that take the longest, the longest first, as the end of `npm test` names them: they begin first, so that no
 * core waits for one that began last. A file that is missing here only begins later.
 */
export const slowestTests: readonly string[] = [
  'tests/integration/core/crash/crash.test.ts',
  'tests/integration/app/demo/prepared.test.ts',
  'tests/integration/app/demo/demo.test.ts',
  'tests/integration/core/crash/jobs-crash.test.ts',
  'tests/integration/core/crash/bulk-step-crash.test.ts',
  'tests/integration/core/crash/undo-send-crash.test.ts',
  'tests/integration/core/crash/accounts-crash.test.ts',
  'tests/integration/leads/lead-mirror/lead-mirror.test.ts',
  'tests/integration/app/client-data/client-data.test.ts',
  'tests/integration/inbox/crm/killed.test.ts',
  'tests/integration/leads/opt-outs/killed.test.ts',
  'tests/integration/core/crash/ledger-crash.test.ts',
  'tests/integration/core/crash/list-crash.test.ts',
  'tests/integration/insights/truth/one-truth.test.ts',
  'tests/integration/insights/write-back/write-back.test.ts',
  'tests/integration/leads/import/import.test.ts',
  'tests/integration/leads/shared-memory/shared-memory.test.ts',
  'tests/integration/leads/import/re-import-killed.test.ts',
  'tests/integration/core/db/clean-store.test.ts',
  'tests/integration/leads/supabase/pull.test.ts',
  'tests/integration/inbox/crm/systems.test.ts',
  'tests/integration/events/relay/slow-sender.test.ts',
  'tests/integration/leads/verification/verification.test.ts',
  'tests/integration/core/changes/no-stale-screen.test.ts',
]

export const slowestSpecs: readonly string[] = [
  'tests/e2e/app/language/language.spec.ts',
  'tests/e2e/app/accessibility/axe.spec.ts',
  'tests/e2e/app/accessibility/clipped.spec.ts',
  'tests/e2e/app/demo/demo.spec.ts',
  'tests/e2e/app/keyboard/keyboard.spec.ts',
  'tests/e2e/shell/stays.spec.ts',
  'tests/e2e/inbox/inbox/writing.spec.ts',
  'tests/e2e/app/trouble/instantly.spec.ts',
  'tests/e2e/app/trouble/offline.spec.ts',
  'tests/e2e/exports/ledger/history.spec.ts',
  'tests/e2e/inbox/inbox/undo.spec.ts',
  'tests/e2e/exports/main-job/main-job.spec.ts',
  'tests/e2e/events/relay/relay.spec.ts',
  'tests/e2e/campaigns/campaign-edits/campaign-edits.spec.ts',
]
