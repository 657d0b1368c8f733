/** Removes accounts from campaigns or replaces them: a plan first, carried out by campaign, undone as a whole. */
import type { Replacement } from '#shared/contract/insights/accounts.ts'
import { plainAddress } from '#shared/domain/core/plain-address.ts'
import { AppError } from '#shared/errors.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import type { CampaignEdits } from '../../campaigns/campaign-edits/routes.ts'
import type { Deps } from '../../core/deps.ts'
import { createReplacementPlan } from './replacement-plan.ts'
import { createReplacementRunner } from './replacement-runner.ts'
import { createReplacementStore, parseAddresses } from './replacement-store.ts'

/** `ask.mustBeThere`: throws if an account that is to send for campaigns was deleted at Instantly. */
export function createReplacements(
  deps: Deps,
  edits: CampaignEdits,
  ask: {
    readonly mustBeThere: (workspaceId: WorkspaceId, email: string) => Promise<void>
    /** Reads accounts again. Returns those that were deleted at Instantly. */
    readonly lookAgain: (workspaceId: WorkspaceId, emails: readonly string[]) => Promise<ReadonlySet<string>>
  },
) {
  const { store, clock } = deps
  const rows = createReplacementStore(store)
  const plan = createReplacementPlan(store, edits)
  const runner = createReplacementRunner(deps, edits, rows)

  return {
    plan,
    async replace(asked: {
      readonly workspaceId: WorkspaceId
      readonly emails: readonly string[]
      readonly withEmail: string | null
      readonly campaignIds: readonly CampaignId[]
      readonly submission: string
    }): Promise<Replacement> {
      const before = rows.bySubmission(asked.submission)
      if (before) {
        await runner.carryOut(before.id)
        return rows.shown(before.id)
      }
      if (deps.pauses.isPaused(asked.workspaceId)) throw new AppError('CLIENT_PAUSED')
      const chosen = new Set(asked.campaignIds)
      const steps = plan(asked.workspaceId, asked.emails, asked.withEmail).filter(
        ({ campaignId, blocked }) => chosen.has(campaignId) && blocked === null,
      )
      if (steps.length === 0) throw new AppError('INVALID_INPUT', { field: 'campaignIds' })
      const { workspaceId, submission, emails, withEmail } = asked
      if (withEmail !== null) await ask.mustBeThere(workspaceId, withEmail)
      const id = rows.write({ workspaceId, submission, emails, withEmail, undoOf: null, at: clock.now() }, steps)
      await runner.carryOut(id)
      return rows.shown(id)
    },
    async undo(of: number, submission: string): Promise<Replacement> {
      const before = rows.bySubmission(submission)
      if (before) return rows.shown(before.id)
      const row = rows.find(of)
      if (deps.pauses.isPaused(row.workspaceId)) throw new AppError('CLIENT_PAUSED')
      // Otherwise a change that was made without an answer would stay.
      await runner.carryOut(of)
      if (rows.find(of).state === 'running') throw new AppError('OUTCOME_UNKNOWN')
      const done = rows.items(of).filter(({ state }) => state === 'done')
      if (row.undone === 1 || done.length === 0) throw new AppError('INVALID_INPUT', { field: 'id' })
      const { workspaceId, withEmail } = row
      const emails = [...new Set(done.flatMap(({ removed }) => parseAddresses(removed).map(plainAddress)))]
      const gone = await ask.lookAgain(workspaceId, emails)
      // If no removed account can come back, its replacement stays, so that the campaign is not left without accounts.
      const items = done.flatMap((item) => {
        const added = parseAddresses(item.removed).filter((email) => !gone.has(plainAddress(email)))
        return added.length > 0 ? [{ campaignId: item.campaignId, removed: parseAddresses(item.added), added }] : []
      })
      if (items.length === 0) throw new AppError('ACCOUNT_GONE', { email: [...gone].join(', ') })
      const id = rows.write(
        { workspaceId, submission, emails: parseAddresses(row.emails), withEmail, undoOf: of, at: clock.now() },
        items,
      )
      await runner.carryOut(id)
      return rows.shown(id)
    },
    resumeAll: runner.resumeAll,
    stop: runner.stop,
  }
}
