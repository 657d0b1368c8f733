import type { Sendoff } from './launch.ts'

/** Removes the demo's costs and values, so that Money looks as before the first entry. */
export async function withoutCosts({ call }: Pick<Sendoff, 'call'>): Promise<void> {
  const { clients } = await call('demo.state', {})
  const values = { source: null, interestedCents: null, meetingCents: null, wonCents: null }
  for (const workspaceId of clients) {
    for (const { id } of await call('money.costs', { workspaceId }))
      await call('money.removeCost', { id, removed: true })
    await call('money.saveValues', { workspaceId, campaignId: null, values })
  }
}
