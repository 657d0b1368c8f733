/**
 * Pauses a campaign for a blackout date and starts it again afterwards. The result of a request is read back before
 * another one is made.
 */

import { campaignStatus, isSending } from '#shared/domain/campaigns/campaign-state.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { RemoteCampaign, RequestContext } from '../../core/instantly/types.ts'
import type { BlackoutStore, OpenBlackout } from './blackout-store.ts'

/** Pauses or starts the campaign of one blackout date. */
export function createBlackoutPauses({
  deps,
  store,
  keep,
  requestContextOf,
}: {
  readonly deps: Deps
  readonly store: BlackoutStore
  readonly keep: (workspaceId: WorkspaceId, changed: RemoteCampaign) => void
  readonly requestContextOf: (rest: OpenBlackout) => RequestContext
}) {
  const { clock, instantly } = deps
  const move = (rest: OpenBlackout, was: OpenBlackout['state'], state: OpenBlackout['state']) =>
    store.move(rest, was, state, clock.now())

  async function read(rest: OpenBlackout): Promise<RemoteCampaign | null> {
    if (rest.campaignId === null) return null
    try {
      return await instantly.campaign(requestContextOf(rest), rest.campaignId)
    } catch (error) {
      if (error instanceof AppError && error.code === 'CAMPAIGN_NOT_FOUND') return null
      throw error
    }
  }

  /** Pauses a sending campaign, provided the day is not over yet. Throws Instantly's error. */
  async function pause(rest: OpenBlackout): Promise<void> {
    if (clock.now() >= rest.untilAt) {
      if (rest.state === 'planned' && rest.toStart === 1) return void move(rest, 'planned', 'left')
      if (rest.state === 'planned') {
        move(rest, 'planned', 'missed')
        throw new AppError('REST_MISSED', { campaign: rest.campaignName, date: rest.date })
      }
      await settleLatePause(rest)
      return
    }
    const found = await read(rest)
    if (found === null) return void move(rest, rest.state, 'left')
    if (rest.state === 'pausing' && found.status === campaignStatus.paused) return foundPaused(rest, found)
    if (!isSending(found.status)) return void move(rest, rest.state, 'left')
    if (rest.state === 'planned' && !move(rest, 'planned', 'pausing')) return
    try {
      const changed = await instantly.pauseCampaign(requestContextOf(rest), found.id)
      if (isSending(changed.status)) throw notYet()
      if (move(rest, 'pausing', 'paused')) keep(rest.workspaceId, changed)
    } catch (error) {
      // If the outcome is unknown the row stays `pausing` and is read back later. Any other error means the pause did
      // not happen.
      if (!isUnknown(error)) move(rest, 'pausing', 'planned')
      throw error
    }
  }

  /** Updates the campaign's row first: if it still said "sending", the operator would seem to have started it. */
  function foundPaused(rest: OpenBlackout, found: RemoteCampaign): void {
    keep(rest.workspaceId, found)
    move(rest, 'pausing', 'paused')
  }

  /** The day passed before it was known whether the pause took effect. */
  async function settleLatePause(rest: OpenBlackout): Promise<void> {
    const found = await read(rest)
    if (found?.status === campaignStatus.paused) return foundPaused(rest, found)
    move(rest, 'pausing', found === null || !isSending(found.status) ? 'left' : 'missed')
    if (found && isSending(found.status)) {
      throw new AppError('REST_MISSED', { campaign: rest.campaignName, date: rest.date })
    }
  }

  /** After the day: starts the campaign if it is still paused. Throws Instantly's error. */
  async function start(rest: OpenBlackout): Promise<void> {
    if (rest.state === 'paused' && store.handOn(rest, clock.now())) return
    const found = await read(rest)
    if (found && isSending(found.status)) return void move(rest, rest.state, 'kept')
    if (found?.status !== campaignStatus.paused) return void move(rest, rest.state, 'left')
    if (rest.state === 'paused' && !move(rest, 'paused', 'starting')) return
    try {
      const changed = await instantly.activateCampaign(requestContextOf(rest), found.id)
      if (changed.status === campaignStatus.paused) throw notYet()
      if (move(rest, 'starting', 'kept')) keep(rest.workspaceId, changed)
    } catch (error) {
      if (!isUnknown(error)) move(rest, 'starting', 'paused')
      throw error
    }
  }

  const carryOn = (rest: OpenBlackout): Promise<void> =>
    rest.state === 'planned' || rest.state === 'pausing' ? pause(rest) : start(rest)
  return carryOn
}

/**
 * Instantly accepted the request but still shows the old status, because not all of its servers know yet. Treating it
 * as done would make the next read look like a change by the operator.
 */
const notYet = () => new AppError('OUTCOME_UNKNOWN', { reason: 'not_shown_yet' })
const isUnknown = (error: unknown): boolean => error instanceof AppError && error.code === 'OUTCOME_UNKNOWN'
