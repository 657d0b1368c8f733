import type { verification } from '#shared/contract/leads/verification.ts'
import type { Handlers } from '#shared/contract/route.ts'
import type { ListId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { workspaceOfList } from '../lists/queries.ts'
import { createCheckStore } from './check-store.ts'
import { createVerifier, type VerificationTimings } from './runner.ts'

/** Verification through Instantly: paid with the client's credits, so nothing starts without a click. */
export function createVerification(deps: Deps, timings?: VerificationTimings) {
  const checks = createCheckStore(deps.store.raw)
  const verifier = createVerifier(deps, checks, timings)
  const nowAtInstantly = (listId: ListId): number => deps.instantly.now(workspaceOfList(deps.store, listId))
  const routes: Handlers<typeof verification> = {
    'verification.plan': ({ listId }) => checks.plan(listId, nowAtInstantly(listId)),
    'verification.start': ({ listId, which }) => {
      const { id, made } = checks.begin(listId, which, new Date(nowAtInstantly(listId)).toISOString())
      if (made) verifier.go(id)
      return checks.summary(id)
    },
    'verification.pause': ({ runId }) => {
      verifier.pause(runId)
      return checks.summary(runId)
    },
    'verification.resume': async ({ runId }) => {
      await verifier.resume(runId)
      return checks.summary(runId)
    },
    'verification.cancel': async ({ runId }) => {
      await verifier.cancel(runId)
      return checks.summary(runId)
    },
  }
  return { routes, checkOf: checks.checkOf }
}
