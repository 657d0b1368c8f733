import type { CampaignState } from '#shared/domain/campaigns/campaign-state.ts'
import type { Tone } from '../../core/ui/badge.tsx'

const tones: Readonly<Record<CampaignState, Tone>> = {
  draft: 'quiet',
  running: 'ok',
  paused: 'warn',
  completed: 'quiet',
  subsequences: 'ok',
  suspended: 'bad',
  unhealthy: 'bad',
  bounce_protect: 'bad',
  unknown: 'quiet',
  gone: 'quiet',
}

export const campaignTone = (state: CampaignState): Tone => tones[state]
