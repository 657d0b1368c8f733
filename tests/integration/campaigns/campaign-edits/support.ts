import type { EditForm } from '#shared/contract/campaigns/campaign-edits.ts'
import type { CampaignDraft } from '#shared/domain/campaigns/campaign-draft.ts'
import type { CampaignId } from '#shared/ids.ts'
import type { Bench } from '../../../support/export-bench.ts'
import { makeCampaign, read, remoteCampaign, rowOf, startCampaigns } from '../campaigns/support.ts'

export { makeCampaign, read, remoteCampaign, rowOf, rowsByName } from '../campaigns/support.ts'

/** Starts a client with one synced campaign; deletions are held for a moment only. */
export async function startEdits(options: Parameters<typeof startCampaigns>[0] = {}) {
  const bench = await startCampaigns({ backend: { editTimings: { deleteHoldMs: 400 } }, ...options })
  return bench
}

export async function oneCampaign(bench: Bench, wishes: Parameters<typeof makeCampaign>[2] = {}) {
  const remoteId = await makeCampaign(bench, 'Autumn', { leads: 2, start: false, ...wishes })
  await read(bench)
  const { id } = await rowOf(bench, 'Autumn')
  return { id, remoteId, settings: () => remoteCampaign(bench, remoteId).settings }
}

/** Saves a change to the fields of the form, like a press on Save. */
export async function change(
  bench: Pick<Bench, 'app'>,
  campaignId: CampaignId,
  edit: (draft: CampaignDraft) => CampaignDraft,
  form?: EditForm,
) {
  const { draft, opened } = form ?? (await bench.app.call('campaignEdits.form', { campaignId }))
  return bench.app.call('campaignEdits.save', { campaignId, draft: edit(draft), opened })
}

/** Returns the bodies of PATCH requests, oldest first. */
export const patches = ({ fake }: Pick<Bench, 'fake'>) =>
  fake.journal
    .requests('PATCH', /\/campaigns\/[^/]+$/)
    .map(({ bodyText }) => JSON.parse(bodyText ?? '{}') as Record<string, unknown>)
