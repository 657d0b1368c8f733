import { campaignBody, createAsk } from '../../support/instantly/ask.ts'
import type { FakeInstantly } from '../../support/instantly/server.ts'

type Wishes = {
  readonly leads?: number
  readonly start?: boolean
  readonly settings?: Readonly<Record<string, unknown>>
}

/**
 * Creates a campaign at Instantly itself, which tracks opens and sends from every mailbox of the client, to leads of
 * one company each; started by default. Returns Instantly's id.
 */
export async function makeCampaign(
  instantly: FakeInstantly,
  name: string,
  { leads = 20, start = true, settings = {} }: Wishes = {},
): Promise<string> {
  const ask = createAsk(instantly)
  const email_list = instantly.world.workspaces[0]?.mailboxes.map(({ email }) => email) ?? []
  const created = await ask('POST', '/campaigns', {
    ...campaignBody,
    name,
    email_list,
    open_tracking: true,
    ...settings,
  })
  const id = String(created.body['id'])
  const domain = name.toLowerCase().replaceAll(/\W/g, '')
  await ask('POST', '/leads/add', {
    campaign_id: id,
    leads: Array.from({ length: leads }, (_, at) => ({ email: `lead${at}@${domain}${at}.example` })),
  })
  if (start) await ask('POST', `/campaigns/${id}/activate`)
  return id
}
