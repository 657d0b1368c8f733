/** Carries out a replacement, campaign by campaign; each is recorded before it is changed. */
import { AppError } from '#shared/errors.ts'
import type { CampaignEdits } from '../../campaigns/campaign-edits/routes.ts'
import { createMailboxStore } from '../../campaigns/mailboxes/mailbox-store.ts'
import type { Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { mapLimit } from '../../core/lib/map-limit.ts'
import { passingErrors } from './action-runner.ts'
import { parseAddresses, type ReplacementItem, type ReplacementStore } from './replacement-store.ts'

const lanes = 4

export function createReplacementRunner(deps: Deps, edits: CampaignEdits, rows: ReplacementStore) {
  const { store, clock } = deps
  const mailboxes = createMailboxStore(store)
  const log = deps.log('accounts')
  const running = new Map<number, Promise<void>>()
  let stopped = false

  async function one(id: number, item: ReplacementItem): Promise<void> {
    const set = (state: ReplacementItem['state'], problem: AppError | null = null) =>
      rows.outcome(id, item.campaignId, state, problem)
    if (stopped || deps.pauses.isPaused(rows.find(id).workspaceId)) return
    set('sent')
    try {
      const change = { removed: parseAddresses(item.removed), added: parseAddresses(item.added) }
      const { outcome } = await edits.changeSenders(item.campaignId, change, item.state === 'sent')
      if (outcome === 'differs') set('refused', new AppError('CAMPAIGN_EDIT_NOT_KEPT', { fields: 'email_list' }))
      else set('done')
    } catch (error) {
      if (!store.raw.open) return
      const problem = asProblem(error, log)
      // It may have been made: it is settled by reading, once Instantly answers again or the disk has room.
      const isUnsettled =
        problem.code === 'OUTCOME_UNKNOWN' ||
        problem.code === 'STORE_FULL' ||
        (item.state === 'sent' && passingErrors.has(problem.code))
      set(isUnsettled ? 'sent' : 'refused', problem)
    }
    deps.changed('accounts', 'campaigns')
  }

  /** Carries out what is left of a replacement; it ends once every campaign has an outcome. */
  function carryOut(id: number): Promise<void> {
    const known = running.get(id)
    if (known) return known
    const open = rows.items(id).filter(({ state }) => state === 'waiting' || state === 'sent')
    const work = mapLimit(open, lanes, (item) => one(id, item))
      .then(() => {
        // A replacement paused or interrupted by the app quitting is stored, and continues when the operator resumes.
        if (stopped || rows.items(id).some(({ state }) => state === 'waiting' || state === 'sent')) return
        rows.end(id, clock.now())
        mailboxes.relink(rows.find(id).workspaceId)
        deps.changed('accounts', 'campaigns')
      })
      .finally(() => running.delete(id))
    running.set(id, work)
    return work
  }

  return {
    carryOut,
    /** Resumes replacements interrupted or not answered; each campaign is read before anything is sent again. */
    resumeAll(): void {
      if (!deps.online() || stopped) return
      // What cannot be stored because the disk is full is left, and resumed the next time.
      for (const { id } of rows.unended()) carryOut(id).catch((error: unknown) => asProblem(error, log))
    },
    async stop(): Promise<void> {
      stopped = true
      await Promise.allSettled(running.values())
    },
  }
}
