import { z } from 'zod'
import { type Alert, alertKinds } from '../domain/alerts/judge.ts'
import { type CampaignId, campaignId, type WorkspaceId, workspaceId } from '../ids.ts'
import { command, query } from './route.ts'

/** An alert with whose it is. `readAt`: when the figures it stands on were read. */
export type CampaignAlert = Alert & {
  readonly campaignId: CampaignId
  readonly workspaceId: WorkspaceId
  readonly campaignName: string
  readonly readAt: string | null
}

const share = z.number().min(0.001).max(0.5)
/** One set of rules for all clients. Shares, not percents. */
export const alertSettings = z
  .object({
    bounceAmber: share,
    bounceRed: share,
    kinds: z.array(z.enum(alertKinds)),
    /** Also as notifications of the desktop, outside the inbox's quiet hours. */
    notify: z.boolean(),
  })
  .refine(({ bounceAmber, bounceRed }) => bounceAmber < bounceRed, {
    path: ['bounceRed'],
    message: 'not above bounceAmber',
  })
export type AlertSettings = z.output<typeof alertSettings>

export const alerts = {
  /** What should be looked at now, the worst first; what was put aside is left out until it gets worse. */
  'alerts.list': query<readonly CampaignAlert[]>()(
    z.object({ workspaceId: workspaceId.nullable().default(null), campaignId: campaignId.nullable().default(null) }),
  ),
  /** Puts an alert aside at the level it has now. Doing it again changes nothing. */
  'alerts.dismiss': command<null>({ touches: ['campaigns'] })(z.object({ campaignId, kind: z.enum(alertKinds) })),
  'alerts.settings': query<AlertSettings>()(z.object({})),
  'alerts.saveSettings': command<AlertSettings>({ touches: ['campaigns', 'settings'] })(alertSettings),
}
