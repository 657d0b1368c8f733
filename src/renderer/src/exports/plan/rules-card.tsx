import type { ExportGuard } from '#shared/contract/exports/exports.ts'
import type { PreflightCheck } from '#shared/contract/exports/preflight.ts'
import type { RecheckedGate } from '#shared/domain/leads/import/gates.ts'
import { t } from '../../core/lib/texts.ts'
import { Card } from '../../core/ui/page.tsx'
import { Switch } from '../../core/ui/toggles.tsx'
import type { PlanForm } from './plan-form.ts'

type Props = {
  form: PlanForm
  edit: (change: Partial<PlanForm>) => void
  guard: ExportGuard | undefined
  preflight: PreflightCheck | undefined
}

export function RulesCard({ form, edit, guard, preflight }: Props) {
  const words = t.exports.plan
  const hasHeld = (gate: RecheckedGate) => guard?.held.some((each) => each.gate === gate && each.count > 0) ?? false
  return (
    <Card title={words.options}>
      <div className="stack plan-tight">
        <Switch label={words.skip} hint={words.skipHint} checked={form.skip} onChange={(skip) => edit({ skip })} />
        {!form.skip && <SkipSwitches form={form} edit={edit} />}
        <Switch
          label={t.exportSum.onlyVerified}
          hint={t.exportSum.onlyVerifiedHint}
          checked={form.onlyVerified}
          onChange={(onlyVerified) => edit({ onlyVerified })}
        />
        {(hasHeld('blocked') || !form.holdBlocked) && (
          <Switch
            label={t.gates.holdBlocked}
            hint={t.gates.holdBlockedHint}
            checked={form.holdBlocked}
            onChange={(holdBlocked) => edit({ holdBlocked })}
          />
        )}
        {(hasHeld('other_client') || !form.holdOtherClients) && (
          <Switch
            label={t.gates.holdOtherClients}
            hint={t.gates.holdOtherClientsHint}
            checked={form.holdOtherClients}
            onChange={(holdOtherClients) => edit({ holdOtherClients })}
          />
        )}
        {((preflight?.companies.leads ?? 0) > 0 || form.holdOtherCompanies) && (
          <Switch
            label={t.exportHistory.company.hold}
            hint={t.exportHistory.company.holdHint(preflight?.companies.days ?? 90)}
            checked={form.holdOtherCompanies}
            onChange={(holdOtherCompanies) => edit({ holdOtherCompanies })}
          />
        )}
        {form.kind !== 'list' && (
          <Switch
            label={t.review.options.sendBlanks}
            hint={t.review.options.sendBlanksHint}
            checked={form.sendBlanks}
            onChange={(sendBlanks) => edit({ sendBlanks })}
          />
        )}
      </div>
    </Card>
  )
}

/** Finer rules than skipping the whole workspace, which takes precedence at Instantly. */
function SkipSwitches({ form, edit }: Pick<Props, 'form' | 'edit'>) {
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
