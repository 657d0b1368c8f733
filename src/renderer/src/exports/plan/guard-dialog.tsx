import { useMemo } from 'react'
import type { ExportSum, GuardedLead } from '#shared/contract/exports/exports.ts'
import type { Input } from '#shared/contract/index.ts'
import { perLanguage, t } from '../../core/lib/texts.ts'
import { type Column, column } from '../../core/ui/column.ts'
import { DataTable } from '../../core/ui/data-table.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'

type Held = ExportSum['held'][number]
type Props = { asked: Input<'exports.sum'>; held: Held; onClose: () => void }

/** All leads behind one line of a plan's sum, loaded page by page. */
export function GuardDialog({ asked, held, onClose }: Props) {
  const what = t.exportSum.reasons[held.reason].word
  const columns = useMemo(() => perLanguage(() => columnsOf(held)), [held])
  return (
    <Dialog
      onClose={onClose}
      title={t.importing.gates.rowsTitle(what.charAt(0).toUpperCase() + what.slice(1), held.count)}
      width={760}
      closeLabel={t.ui.close}
    >
      <div className="guard-rows">
        <DataTable
          dense
          label={what}
          columns={columns()}
          source={{
            key: `sum ${JSON.stringify(asked)} ${held.reason}`,
            loadPage: (offset, limit, ask) =>
              ask('exports.sumLeads', { ...asked, reason: held.reason, page: { offset, limit } }),
          }}
          rowId={({ leadId }) => leadId}
          empty={null}
        />
      </div>
    </Dialog>
  )
}

function columnsOf({ reason }: Held): readonly Column<GuardedLead>[] {
  const words = t.importing.gates
  const text = (value: string | null) => <span className="ellipsis">{value || '–'}</span>
  return [
    column('email', words.email, { flex: 1.4 }, ({ email }) => text(email)),
    column('name', words.name, {}, ({ name }) => text(name)),
    column('company', words.company, {}, ({ companyName }) => text(companyName)),
    ...(reason === 'contacted' || reason === 'in_workspace'
      ? [
          column('campaign', t.home.campaign, {}, ({ contacts }: GuardedLead) =>
            text([...new Set(contacts.map(({ campaignName }) => campaignName))].join(', ')),
          ),
        ]
      : []),
    ...(reason === 'other_client'
      ? [
          column('client', t.gates.client, {}, ({ contacts }: GuardedLead) =>
            text([...new Set(contacts.map(({ workspaceName }) => workspaceName))].join(', ')),
          ),
        ]
      : []),
  ]
}
