import { t } from '../../core/lib/texts.ts'
import { Switch } from '../../core/ui/toggles.tsx'
import type { PlanForm } from './plan-form.ts'

type Props = { form: PlanForm; edit: (change: Partial<PlanForm>) => void }

/** Finer rules than skipping the whole workspace, which takes precedence at Instantly. */
export function SkipSwitches({ form, edit }: Props) {
  const words = t.exportTargets.plan
  return (
    <>
      <Switch
        label={words.skipCampaign}
        hint={words.skipCampaignHint}
        checked={form.skipInCampaign}
        onChange={(skipInCampaign) => edit({ skipInCampaign })}
      />
      <Switch
        label={words.skipList}
        hint={words.skipListHint}
        checked={form.skipInList}
        onChange={(skipInList) => edit({ skipInList })}
      />
    </>
  )
}
