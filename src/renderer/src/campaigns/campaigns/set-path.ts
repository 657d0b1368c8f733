import type { CampaignId } from '#shared/ids.ts'

/** The screen that sums up these campaigns. */
export const setPath = (campaignIds: Iterable<CampaignId>, from: 'campaigns' | 'exports'): string =>
  `/analytics/${from}/${[...campaignIds].join('-')}`

/** The campaigns a path names; none where it names nothing that could be one. */
export const idsOfPath = (text: string): readonly CampaignId[] =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a number from a path is of the kind its screen says
  text
    .split('-')
    .filter((part) => /^[1-9]\d{0,14}$/.test(part))
    .map(Number) as unknown as readonly CampaignId[]
