/** States of a campaign: our names for Instantly's numbers. */
export const campaignStates = [
  'draft',
  'running',
  'paused',
  'completed',
  'subsequences',
  'suspended',
  'unhealthy',
  'bounce_protect',
  'unknown',
  'gone',
] as const
export type CampaignState = (typeof campaignStates)[number]

/** Values of Instantly's `status` of a campaign. */
export const campaignStatus = {
  draft: 0,
  running: 1,
  paused: 2,
  completed: 3,
  subsequences: 4,
  unhealthy: -1,
  bounce_protect: -2,
  suspended: -99,
} as const satisfies Partial<Record<CampaignState, number>>

const stateOfNumber = new Map<number, CampaignState>(
  campaignStates.flatMap((state) =>
    state in campaignStatus ? [[campaignStatus[state as keyof typeof campaignStatus], state] as const] : [],
  ),
)

/** Numbers Instantly may add in future are `unknown`; a campaign deleted there is `gone`, regardless of its status. */
export const campaignStateOf = (status: number, gone: boolean): CampaignState =>
  gone ? 'gone' : (stateOfNumber.get(status) ?? 'unknown')

/** Returns whether emails are sent, or would be if nothing prevented it, by Instantly's number. */
export const isSending = (status: number): boolean =>
  status === campaignStatus.running || status === campaignStatus.subsequences

/** Returns whether emails are sent, or would be if nothing prevented it: whether the campaign is switched on. */
export const isSwitchedOn = (state: CampaignState): boolean => state === 'running' || state === 'subsequences'

/** Returns whether the switch can be used at all. Instantly makes the final decision. */
export const canSwitch = (state: CampaignState): boolean => state !== 'gone' && state !== 'suspended'
