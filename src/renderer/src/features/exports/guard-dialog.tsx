import { useMemo } from 'react'
import type { ExportGuard, GuardedLead } from '#shared/contract/exports.ts'
import type { ListId } from '#shared/ids.ts'
import { call } from '../../lib/call.ts'
import { perLanguage, t } from '../../lib/texts.ts'
import { Button } from '../../ui/button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Dialog } from '../../ui/dialog.tsx'

type Held = ExportGuard['held'][number]
type Props = { listId: ListId; held: Held; onClose: () => void }

/** All leads an export leaves out because of what came true since the list was made, read page by page. */
export function GuardDialog({ listId, held, onClose }: Props) {
  const what = t.lists.gates[held.gate].word
  const columns = useMemo(() => perLanguage(() => columnsOf(held)), [held])
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.importing.gates.rowsTitle(what.charAt(0).toUpperCase() + what.slice(1), held.count)}
      width={760}
      actions={<Button onClick={onClose}>{t.ui.close}</Button>}
    >
      <div className="guard-rows">
        <DataTable
          dense
          label={what}
          columns={columns()}
          source={{
            key: `guard ${listId} ${held.gate}`,
            topics: ['lists', 'blocklist'],
            loadPage: (offset, limit) =>
              call('exports.guardLeads', { listId, gate: held.gate, page: { offset, limit } }),
          }}
          rowId={({ leadId }) => leadId}
          empty={null}
        />
      </div>
    </Dialog>
  )
}

function columnsOf({ gate }: Held): readonly Column<GuardedLead>[] {
  const words = t.importing.gates
  const text = (value: string | null) => <span className="ellipsis">{value || '–'}</span>
  return [
    { id: 'email', header: words.email, flex: 1.4, cell: ({ email }) => text(email) },
    { id: 'name', header: words.name, cell: ({ name }) => text(name) },
    { id: 'company', header: words.company, cell: ({ companyName }) => text(companyName) },
    ...(gate === 'contacted'
      ? [
          {
            id: 'campaign',
            header: t.home.campaign,
            cell: ({ contacts }: GuardedLead) =>
              text([...new Set(contacts.map(({ campaignName }) => campaignName))].join(', ')),
          },
        ]
      : []),
    ...(gate === 'other_client'
      ? [
          {
            id: 'client',
            header: t.gates.client,
            cell: ({ contacts }: GuardedLead) =>
              text([...new Set(contacts.map(({ workspaceName }) => workspaceName))].join(', ')),
          },
        ]
      : []),
  ]
}
