import { useState } from 'react'
import type { CampaignRow } from '#shared/contract/campaigns/campaigns.ts'
import { canSwitch, isSwitchedOn } from '#shared/domain/campaigns/campaign-state.ts'
import { call } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showFailureOf } from '../../core/stores/show-failure.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { Switch } from '../../core/ui/toggles.tsx'

type Props = {
  campaign: Pick<CampaignRow, 'id' | 'name' | 'state'>
  onError?: ((thrown: unknown) => void) | undefined
  /** Whether the label is visible. */
  labelled?: boolean
}

/** Runs or pauses a campaign. Shows its state at Instantly: it moves once Instantly has confirmed the change. */
export function CampaignSwitch({ campaign, onError, labelled }: Props) {
  const words = t.campaigns
  const [busy, setBusy] = useState(false)
  const change = async (active: boolean) => {
    setBusy(true)
    try {
      const put = (on: boolean) => call('campaigns.setActive', { campaignId: campaign.id, active: on })
      await put(active)
      const message = () => (active ? words.started(campaign.name) : words.paused(campaign.name))
      pushUndo({ words: message, undo: () => put(!active), redo: () => put(active), toast: message() })
    } catch (thrown) {
      if (onError) onError(thrown)
      else showFailureOf(campaign.name, thrown)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Switch
      bare={!labelled}
      label={labelled ? words.run : words.on(campaign.name)}
      checked={isSwitchedOn(campaign.state)}
      disabled={!canSwitch(campaign.state)}
      busy={busy}
      onChange={(active) => void change(active)}
    />
  )
}
