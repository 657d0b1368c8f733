import type { SwitchResult } from '#shared/contract/campaigns/campaigns.ts'
import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import { AppError } from '#shared/errors.ts'
import type { CampaignId } from '#shared/ids.ts'
import { call } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showFailure, showFailureOf } from '../../core/stores/show-failure.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { pushUndo } from '../../core/stores/undo.ts'

/** Maximum number of campaigns per call. */
const atOnce = 500

/** Starts or pauses campaigns and shows the result, with Undo for those switched; returns those that failed. */
export async function switchCampaigns(
  campaignIds: readonly CampaignId[],
  active: boolean,
  message?: (count: number) => string,
): Promise<readonly SwitchResult[]> {
  const words = t.campaigns
  const results = await call('campaigns.setManyActive', { campaignIds: [...campaignIds], active })
  const done = results.filter(({ problem }) => problem === null).map(({ campaignId }) => campaignId)
  if (done.length > 0) {
    const text = () => (message ?? (active ? words.switchedOn : words.switchedOff))(done.length)
    pushUndo({ words: text, undo: () => again(done, !active), redo: () => again(done, active), toast: text() })
  }
  return results.filter(({ problem }) => problem !== null)
}

/** Like `switchCampaigns`, and also shows why the others failed. */
export async function switchAndReport(
  campaignIds: readonly CampaignId[],
  active: boolean,
  message?: (count: number) => string,
): Promise<void> {
  try {
    for (const { name, problem } of await switchCampaigns(campaignIds, active, message))
      if (problem !== null) showFailureOf(name, new AppError(problem.code, problem.data))
  } catch (thrown) {
    showFailure(thrown)
  }
}

/** Switches campaigns back; those that fail are named, the others are switched. */
async function again(campaignIds: readonly CampaignId[], active: boolean): Promise<void> {
  const results = await call('campaigns.setManyActive', { campaignIds: [...campaignIds], active })
  for (const { name, problem } of results)
    if (problem !== null) showFailureOf(name, new AppError(problem.code, problem.data))
}

/** Pauses every running campaign of a client; Undo starts the same ones again. */
export async function pauseClient(client: ClientFilter, name: string): Promise<void> {
  try {
    const { rows } = await call('campaigns.list', { ...client, show: 'running', page: { offset: 0, limit: atOnce } })
    if (rows.length === 0) {
      showToast(t.campaigns.noneRunning(name), { tone: 'note' })
      return
    }
    await switchAndReport(
      rows.map(({ id }) => id),
      false,
      (count) => t.campaigns.pausedAllOf(name, count),
    )
  } catch (thrown) {
    showFailure(thrown)
  }
}
