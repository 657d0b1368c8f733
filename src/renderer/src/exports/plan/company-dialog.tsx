import { useMemo, useState } from 'react'
import type { CompanyLead } from '#shared/contract/exports/preflight.ts'
import type { ListId } from '#shared/ids.ts'
import { readWhole, wholeNumber } from '../../campaigns/copy/step-form.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { formatAgo, perLanguage, t } from '../../core/lib/texts.ts'
import { usePreviousData } from '../../core/lib/use-debounced.ts'
import { Button } from '../../core/ui/button.tsx'
import { type Column, column } from '../../core/ui/column.ts'
import { DataTable } from '../../core/ui/data-table.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Field, Form, TextInput } from '../../core/ui/field.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import type { PlanForm } from './plan-form.ts'
import { preflightRequest, type TargetCampaign } from './use-preflight.ts'

type Props = { listId: ListId; form: PlanForm; campaign: TargetCampaign; onClose: () => void }

/** Leads at companies that another client contacted. The other client is named only here, never in a file. */
export function CompanyDialog({ listId, form, campaign, onClose }: Props) {
  const words = t.exportHistory.company
  const request = preflightRequest(listId, form, campaign)
  const companies = usePreviousData(useQuery('preflight.look', request).data?.companies)
  const [typed, setTyped] = useState<string | null>(null)
  const days = typed ?? String(companies?.days ?? '')
  const isWrong = typed !== null && !wholeNumber(typed, 3650, 1)
  const save = useAction(async () => {
    await call('preflight.saveCompanyDays', { days: readWhole(days) ?? 0 })
    setTyped(null)
  })
  const columns = useMemo(() => perLanguage(columnsOf), [])
  return (
    <Dialog
      onClose={onClose}
      title={words.title(companies?.leads ?? 0)}
      description={words.text}
      width={860}
      closeLabel={t.ui.close}
    >
      <Form className="company-days" onSubmit={() => typed !== null && !isWrong && save.run()}>
        <Field label={words.days} hint={words.daysHint} error={isWrong ? words.daysWrong : undefined}>
          <TextInput inputMode="numeric" value={days} onChange={setTyped} maxLength={5} />
        </Field>
        <Button label={words.daysSave} type="submit" disabled={typed === null || isWrong} busy={save.busy} />
      </Form>
      {save.error && <ErrorNote error={save.error} />}
      <div className="guard-rows">
        <DataTable
          dense
          label={words.table}
          columns={columns()}
          source={{
            key: `companies ${JSON.stringify(request)} ${companies?.leads ?? ''} ${companies?.days ?? ''}`,
            loadPage: (offset, limit, ask) => ask('preflight.companyLeads', { ...request, page: { offset, limit } }),
          }}
          rowId={({ leadId }) => leadId}
          empty={null}
        />
      </div>
    </Dialog>
  )
}

function columnsOf(): readonly Column<CompanyLead>[] {
  const own = t.exportHistory.company
  const text = (value: string | null, more = '') => (
    <span className="ellipsis" title={`${value ?? ''}${more}`}>
      {value || '–'}
    </span>
  )
  return [
    column('email', t.importing.gates.email, { flex: 1.4 }, ({ email }) => text(email)),
    column('company', t.importing.gates.company, {}, ({ companyName }) => text(companyName)),
    column('client', t.gates.client, {}, ({ contacts }) =>
      text(
        [...new Set(contacts.map(({ workspaceName }) => workspaceName))].join(', '),
        ` · ${contacts.map(({ campaignName }) => campaignName).join(', ')}`,
      ),
    ),
    column('campaign', t.exportHistory.campaign, {}, ({ contacts }) =>
      text([...new Set(contacts.map(({ campaignName }) => campaignName))].join(', ')),
    ),
    column('last', own.lastWrote, { width: 120 }, ({ contacts }) =>
      text(contacts[0] ? formatAgo(contacts[0].at) : null),
    ),
  ]
}
