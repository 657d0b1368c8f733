import type { CampaignId } from '#shared/ids.ts'

/** Returns the path of the screen that sums up these campaigns. */
export const setPath = (campaignIds: Iterable<CampaignId>, from: 'campaigns' | 'exports'): string =>
  `/analytics/${from}/${[...campaignIds].join('-')}`

/** Returns the campaign ids in a path; empty if it contains none that are valid. */
export const idsOfPath = (text: string): readonly CampaignId[] =>
  // The screen determines what kind of id the number in a path is.
  text
    .split('-')
    .filter((part) => /^[1-9]\d{0,14}$/.test(part))
    .map(Number) as unknown as readonly CampaignId[]
