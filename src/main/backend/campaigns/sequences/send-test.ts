import { z } from 'zod'
import { valueOfName } from '#shared/domain/campaigns/copy/coverage.ts'
import { filledCopy, type LeadValues } from '#shared/domain/campaigns/copy/fill-copy.ts'
import { variablesIn } from '#shared/domain/campaigns/copy/read-copy.ts'
import type { SequenceStep } from '#shared/domain/campaigns/copy/sequence.ts'
import { AppError } from '#shared/errors.ts'
import type { CampaignId, LeadId, WorkspaceId } from '#shared/ids.ts'
import type { Setting } from '../../clients/settings/settings-store.ts'
import type { Deps } from '../../core/deps.ts'
import { bodyHtml } from './body-html.ts'
import { stepsOfCampaign } from './campaign-steps.ts'

/** Recipient and sending account of a client's last test mail. */
export const testAddresses: Setting<{ readonly to: string; readonly account: string }> = {
  key: 'sequences.test',
  shape: z.object({ to: z.string().max(320), account: z.string().max(320) }),
  fallback: { to: '', account: '' },
}

type MailPlace = { readonly step: number; readonly variant: number }
export type TestCopy = MailPlace & ({ readonly steps: readonly SequenceStep[] } | { readonly campaignId: CampaignId })

/** Returns the mail of a step, filled in as Instantly would. An empty subject takes that of the mail before. */
function buildTestMail(
  steps: readonly SequenceStep[],
  place: MailPlace,
  values: LeadValues,
  pick: number,
): { readonly subject: string; readonly html: string } {
  const step = steps[place.step]
  const variant = step?.variants[place.variant]
  if (!step || !variant) throw new AppError('INVALID_INPUT', { field: 'step' })
  const before = steps.slice(0, place.step).findLast((each) => (each.variants[0]?.subject ?? '').trim() !== '')
  const own = variant.subject.trim()
  const subject = own !== '' ? own : before ? `Re: ${before.variants[0]?.subject.trim() ?? ''}` : ''
  return {
    subject: filledCopy(subject, values, pick),
    html: filledCopy(bodyHtml(variant.body, step.html), values, pick),
  }
}

/** Sends a test mail to the operator. Throws TEST_MAIL_REFUSED, OUTCOME_UNKNOWN and errors of requests to Instantly. */
export async function sendTestMail(
  deps: Deps,
  asked: {
    readonly workspaceId: WorkspaceId
    readonly account: string
    readonly to: string
    readonly leadId: LeadId | null
    readonly pick: number
    readonly copy: TestCopy
  },
): Promise<void> {
  const steps =
    'steps' in asked.copy ? asked.copy.steps : storedCampaignSteps(deps, asked.workspaceId, asked.copy.campaignId)
  const texts = steps.flatMap((step) => step.variants.flatMap(({ subject, body }) => [subject, body]))
  const values = asked.leadId === null ? {} : valuesOfLead(deps, asked.workspaceId, asked.leadId, texts)
  const { subject, html } = buildTestMail(steps, asked.copy, values, asked.pick)
  await deps.instantly.sendTestEmail(
    { workspaceId: asked.workspaceId, priority: 'click', requestedBy: 'test mail' },
    { eaccount: asked.account, to_address_email_list: asked.to, subject, body: { html } },
  )
}

/** Returns the steps of a campaign as last read. Throws NOT_FOUND for another client's campaign. */
function storedCampaignSteps(deps: Deps, workspaceId: WorkspaceId, campaignId: CampaignId): readonly SequenceStep[] {
  const row = deps.store.raw
    .prepare(
      'select t.raw from campaign_content t join campaign c on c.id = t.campaign_id where c.id = ? and c.workspace_id = ?',
    )
    .get(campaignId, workspaceId) as { raw: string } | undefined
  if (!row) throw new AppError('NOT_FOUND', { what: 'campaign' })
  return stepsOfCampaign(JSON.parse(row.raw)).steps
}

/** Returns a lead's values for the variables of these texts, from the data that would be sent. */
function valuesOfLead(deps: Deps, workspaceId: WorkspaceId, leadId: LeadId, texts: readonly string[]): LeadValues {
  const row = deps.store.raw
    .prepare('select payload from lead where id = ? and workspace_id = ?')
    .get(leadId, workspaceId) as { payload: string } | undefined
  if (!row) throw new AppError('NOT_FOUND', { what: 'lead' })
  const payload = JSON.parse(row.payload) as Record<string, unknown> & { custom_variables?: Record<string, unknown> }
  const own = new Set(Object.keys(payload.custom_variables ?? {}))
  const named = variablesIn(texts, own).map(({ name }): [string, string] => [name, valueOfName(payload, name)])
  return Object.fromEntries(named.filter(([, value]) => value !== ''))
}
