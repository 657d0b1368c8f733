/** How a campaign stands, in our words for Instantly's numbers. */
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

/** Instantly's `status` of a campaign. */
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

/** Numbers Instantly may add one day are `unknown`; deleted there is `gone`, whatever it was. */
export const campaignStateOf = (status: number, gone: boolean): CampaignState =>
  gone ? 'gone' : (stateOfNumber.get(status) ?? 'unknown')

/** Whether emails go out, or would if nothing hindered them, by Instantly's number. */
export const isSending = (status: number): boolean =>
  status === campaignStatus.running || status === campaignStatus.subsequences

/** Whether mails go out, or would if nothing hindered them: the switch stands on. */
export const isOn = (state: CampaignState): boolean => state === 'running' || state === 'subsequences'

/** Whether the switch can be used at all. Instantly has the last word. */
export const canSwitch = (state: CampaignState): boolean => state !== 'gone' && state !== 'suspended'
