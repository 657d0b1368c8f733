/** Evaluates steps with several variants, and whether one of them performs better. */
import type { StepTest, VariantFigures } from '#shared/contract/insights/breakdowns.ts'
import { firstStepNumber } from '#shared/domain/campaigns/read-campaign.ts'
import type { Period } from '#shared/domain/insights/analytics/period.ts'
import { compareVariants } from '#shared/domain/insights/analytics/significance.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { createClientScope, type Scope } from './scope.ts'

type Row = {
  readonly campaignId: CampaignId
  readonly workspaceId: WorkspaceId
  readonly name: string
  readonly step: number
  readonly variant: number
  readonly sent: number
  readonly replied: number
}

export function createVariantTests(store: Store) {
  const { raw } = store
  const clientsOf = createClientScope(store)
  const columns = `s.campaign_id as campaignId, c.workspace_id as workspaceId, c.name, s.step, s.variant, s.sent,
    s.replied_unique as replied`
  const sentIn = `exists (select 1 from campaign_day d where d.campaign_id = c.id and d.day between @from and @to and d.sent > 0)`
  const order = 'order by name_order(c.name), c.id, s.step, s.variant'
  const ofClients = 'c.workspace_id in (select value from json_each(@of))'
  const whole = raw.prepare<[object], Row>(
    `select ${columns} from campaign c join campaign_step s on s.campaign_id = c.id
       where ${ofClients} and ${sentIn} ${order}`,
  )
  const set = raw.prepare<[object], Row>(
    `select ${columns} from json_each(@ids) j join campaign c on c.id = j.value join campaign_step s on s.campaign_id = c.id
       where ${ofClients} and ${sentIn} ${order}`,
  )

  /** Returns tests of campaigns that sent in the period, over their whole life, as steps are reported by campaign. */
  return (scope: Scope, period: Period): readonly StepTest[] => {
    const { campaignIds } = scope
    const asked = { ...period, of: JSON.stringify(clientsOf(scope)), ids: JSON.stringify(campaignIds ?? []) }
    const rows = (campaignIds === null ? whole : set).all(asked)
    const campaigns = Map.groupBy(rows, ({ campaignId }) => campaignId)
    return [...campaigns.values()].flatMap((all) => {
      const first = firstStepNumber(all.map(({ step }) => step))
      const steps = Map.groupBy(
        all.filter(({ step, variant }) => step >= 0 && variant >= 0),
        ({ step }) => step,
      )
      return [...steps].flatMap(([step, found]) => testsOfStep(step - first + 1, found))
    })
  }
}

function testsOfStep(step: number, rows: readonly Row[]): readonly StepTest[] {
  const [one] = rows
  const variants: readonly VariantFigures[] = rows.map(({ variant, sent, replied }) => ({ variant, sent, replied }))
  const verdict = compareVariants(variants.map(({ sent, replied }) => ({ part: replied, base: sent })))
  if (!one || verdict.kind === 'alone') return []
  return [{ campaignId: one.campaignId, name: one.name, step, variants, verdict }]
}
