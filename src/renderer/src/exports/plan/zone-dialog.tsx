import { useMemo } from 'react'
import type { ZoneLead } from '#shared/contract/exports/export-zones.ts'
import type { Input } from '#shared/contract/index.ts'
import { formatCountry, perLanguage, t } from '../../core/lib/texts.ts'
import { type Column, column } from '../../core/ui/column.ts'
import { DataTable } from '../../core/ui/data-table.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'

export type ZoneRequest = Input<'exports.zones'>

type Props = {
  asked: ZoneRequest
  /** Null for leads whose zone is unknown. */
  zone: string | null
  leads: number
  onClose: () => void
}

/** Leads behind a count of a time zone, loaded page by page. */
export function ZoneDialog({ asked, zone, leads, onClose }: Props) {
  const title = zone === null ? t.exportZones.unknownTitle(leads) : t.exportZones.rowsTitle(zone, leads)
  const columns = useMemo(() => perLanguage(columnsOf), [])
  return (
    <Dialog onClose={onClose} title={title} width={760} closeLabel={t.ui.close}>
      <div className="guard-rows">
        <DataTable
          dense
          label={title}
          columns={columns()}
          source={{
            key: `zone ${JSON.stringify(asked)} ${zone}`,
            loadPage: (offset, limit, ask) => ask('exports.zoneLeads', { ...asked, zone, page: { offset, limit } }),
          }}
          rowId={({ leadId }) => leadId}
          empty={null}
        />
      </div>
    </Dialog>
  )
}

function columnsOf(): readonly Column<ZoneLead>[] {
  const text = (value: string | null) => <span className="ellipsis">{value || '–'}</span>
  return [
    column('email', t.importing.gates.email, { flex: 1.4 }, ({ email }) => text(email)),
    column('name', t.importing.gates.name, {}, ({ name }) => text(name)),
    column('country', t.exportZones.country, {}, ({ country }) =>
      text(country === null ? null : formatCountry(country)),
    ),
    column('zone', t.exportZones.place, {}, ({ zone }) => text(zone)),
  ]
}
