/** Pauses a campaign for a blackout date and starts it afterwards. A result is read back before the next request. */

import { campaignStatus, isSending } from '#shared/domain/campaigns/campaign-state.ts'
import { AppError, hasCode } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { RemoteCampaign, RequestContext } from '../../core/instantly/types.ts'
import type { BlackoutStore, OpenBlackout } from './blackout-store.ts'

/** Pauses or starts the campaign of one blackout date. */
export function createBlackoutPauses(parts: {
  readonly deps: Deps
  readonly store: BlackoutStore
  readonly keep: (workspaceId: WorkspaceId, changed: RemoteCampaign) => void
  readonly requestContextOf: (day: OpenBlackout) => RequestContext
}) {
  const { deps, store, keep, requestContextOf } = parts
  const { clock, instantly } = deps
  const move = (day: OpenBlackout, was: OpenBlackout['state'], state: OpenBlackout['state']) =>
    store.move(day, was, state, clock.now())

  async function read(day: OpenBlackout): Promise<RemoteCampaign | null> {
    if (day.campaignId === null) return null
    try {
      return await instantly.campaign(requestContextOf(day), day.campaignId)
    } catch (error) {
      if (hasCode(error, 'CAMPAIGN_NOT_FOUND')) return null
      throw error
    }
  }

  /** Pauses a sending campaign, provided the day is not over yet. Throws Instantly's error. */
  async function pause(day: OpenBlackout, found: RemoteCampaign | null, isOver: boolean): Promise<void> {
    if (isOver) {
      if (day.state === 'planned' && day.toStart === 1) return void move(day, 'planned', 'left')
      if (day.state === 'planned') {
        move(day, 'planned', 'missed')
        throw new AppError('REST_MISSED', { campaign: day.campaignName, date: day.date })
      }
      return settleLatePause(day, found)
    }
    if (found === null) return void move(day, day.state, 'left')
    if (day.state === 'pausing' && found.status === campaignStatus.paused) return foundPaused(day, found)
    if (!isSending(found.status)) return void move(day, day.state, 'left')
    if (day.state === 'planned' && !move(day, 'planned', 'pausing')) return
    let changed: RemoteCampaign
    try {
      const isStillSending = async () => isSending((await read(day))?.status ?? found.status)
      changed = await instantly.pauseCampaign(requestContextOf(day), found.id, isStillSending)
    } catch (error) {
      // If the outcome is unknown the row stays `pausing` and is read back later. Any other error means the pause did
      // not happen.
      if (!isUnknown(error)) move(day, 'pausing', 'planned')
      throw error
    }
    if (isSending(changed.status)) throw notYet()
    // A pause that cannot be stored is read back later, too.
    if (move(day, 'pausing', 'paused')) keep(day.workspaceId, changed)
  }

  /** Updates the campaign's row first: if it still said "sending", the operator would seem to have started it. */
  function foundPaused(day: OpenBlackout, found: RemoteCampaign): void {
    keep(day.workspaceId, found)
    move(day, 'pausing', 'paused')
  }

  /** The day passed before it was known whether the pause took effect. */
  function settleLatePause(day: OpenBlackout, found: RemoteCampaign | null): void {
    if (found?.status === campaignStatus.paused) return foundPaused(day, found)
    move(day, 'pausing', found === null || !isSending(found.status) ? 'left' : 'missed')
    if (found && isSending(found.status)) {
      throw new AppError('REST_MISSED', { campaign: day.campaignName, date: day.date })
    }
  }

  /** After the day: starts the campaign if it is still paused. Throws Instantly's error. */
  async function start(day: OpenBlackout, found: RemoteCampaign | null): Promise<void> {
    if (day.state === 'paused' && store.handOn(day, clock.now())) return
    if (found && isSending(found.status)) return void move(day, day.state, 'kept')
    if (found?.status !== campaignStatus.paused) return void move(day, day.state, 'left')
    if (day.state === 'paused' && !move(day, 'paused', 'starting')) return
    try {
      const changed = await instantly.activateCampaign(requestContextOf(day), found.id)
      if (changed.status === campaignStatus.paused) throw notYet()
      if (move(day, 'starting', 'kept')) keep(day.workspaceId, changed)
    } catch (error) {
      if (!isUnknown(error)) move(day, 'starting', 'paused')
      throw error
    }
  }

  async function carryOn(day: OpenBlackout): Promise<void> {
    const found = await read(day)
    // Instantly's clock, as its answer has just shown it: if this computer's is a month ahead, nothing is due yet.
    const now = instantly.now(day.workspaceId)
    const isOver = now >= day.untilAt
    if (day.state === 'planned' || day.state === 'pausing') {
      if (now >= day.fromAt) await pause(day, found, isOver)
    } else if (isOver) await start(day, found)
  }
  return carryOn
}

/**
 * Instantly accepted the request but still shows the old status, because not all of its servers know yet. Treating it
 * as done would make the next read look like a change by the operator.
 */
const notYet = () => new AppError('OUTCOME_UNKNOWN', { reason: 'not_shown_yet' })
const isUnknown = (error: unknown): boolean => hasCode(error, 'OUTCOME_UNKNOWN')
