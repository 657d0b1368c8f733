import { Cloud, ListTree } from 'lucide-react'
import { useState } from 'react'
import { type LocalLead, localStatuses, type NamedPlace } from '#shared/contract/leads/remote-leads.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { perLanguage, t } from '../../core/lib/texts.ts'
import { useDebounced } from '../../core/lib/use-debounced.ts'
import { Button } from '../../core/ui/button.tsx'
import { type Column, column, type Sort } from '../../core/ui/column.ts'
import { Cut } from '../../core/ui/cut.tsx'
import { DataTable } from '../../core/ui/data-table.tsx'
import { SearchInput } from '../../core/ui/field.tsx'
import { Card, EmptyState } from '../../core/ui/page.tsx'
import { Select } from '../../core/ui/select.tsx'
import { Time } from '../../core/ui/time.tsx'
import { leadStateName } from './lead-states.ts'

type TableProps = {
  workspaceId: WorkspaceId
  place: NamedPlace | null
  title: string
  interests: readonly number[]
  onManage: (() => void) | null
}
type Status = keyof typeof localStatuses
const statuses = Object.keys(localStatuses) as readonly Status[]

const interestName = (value: number): string => t.inbox.interests[String(value)] ?? t.inbox.labelNumber(value)

/** The client's leads in the local copy, of all places or one: searched, filtered and sorted here. */
export function LocalTable({ workspaceId, place, title, interests, onManage }: TableProps) {
  const words = t.remoteLeads
  const [typed, setTyped] = useState('')
  const [status, setStatus] = useState<Status | null>(null)
  const [interest, setInterest] = useState<number | null>(null)
  const [sort, setSort] = useState<Sort>({ id: 'email', descending: false })
  const [total, setTotal] = useState<number | null>(null)
  const search = useDebounced(typed.trim(), 180)
  const question = {
    workspaceId,
    search,
    place: place && { kind: place.kind, id: place.id },
    status,
    interest,
    sort: sort.id as 'email' | 'place' | 'contacted',
    descending: sort.descending,
  }
  return (
    <Card className="card-fill" pad={false} title={title} meta={total === null ? undefined : words.found(total)}>
      <div className="lists-tools">
        <Select
          label={words.state}
          value={status}
          options={[
            { value: null, label: words.anyState },
            ...statuses.map((value) => ({ value, label: words.states[value] })),
          ]}
          onChange={setStatus}
        />
        <Select
          label={words.interest}
          value={interest}
          options={[
            { value: null, label: words.anyInterest },
            ...interests.map((value) => ({ value, label: interestName(value) })),
          ]}
          onChange={setInterest}
        />
        {onManage && <Button label={words.manage} size="s" icon={ListTree} onClick={onManage} />}
        <div className="lists-search push">
          <SearchInput label={t.ui.search} placeholder={words.search} value={typed} onChange={setTyped} />
        </div>
      </div>
      <DataTable
        label={words.table(title)}
        columns={columns()}
        source={{
          key: `remote ${JSON.stringify(question)}`,
          loadPage: (offset, limit, ask) => ask('remoteLeads.localPage', { ...question, page: { offset, limit } }),
        }}
        rowId={(row: LocalLead) => `${row.email} ${row.place?.kind} ${row.place?.id}`}
        sort={sort}
        onSort={setSort}
        onTotal={setTotal}
        empty={<EmptyState icon={Cloud} title={words.empty} text={words.emptyText} />}
      />
    </Card>
  )
}

const columns = perLanguage((): readonly Column<LocalLead>[] => {
  const words = t.remoteLeads
  return [
    column('email', words.email, { flex: 1.5, minWidth: 150, sortable: true }, (row) => <Cut text={row.email} />),
    column('name', words.name, { minWidth: 80 }, (row) => <Text value={row.name} />),
    column('company', words.company, { minWidth: 80 }, (row) => <Text value={row.companyName} />),
    column('place', words.where, { minWidth: 100, sortable: true }, (row) => (
      <Text value={row.place?.name ?? words.nowhere} />
    )),
    column('status', words.state, { width: 92 }, (row) => leadStateName(row.status)),
    column('interest', words.interest, { width: 100 }, (row) => (
      <Text value={row.interest === null ? '' : interestName(row.interest)} />
    )),
    column('contacted', words.contacted, { width: 118, sortable: true }, (row) =>
      row.contacted === null ? (
        <span className="text-3">{words.notContacted}</span>
      ) : row.contacted.at === null ? (
        words.contactedOnce
      ) : (
        <Time iso={row.contacted.at} />
      ),
    ),
  ]
})

const Text = ({ value }: { value: string }) => (value === '' ? <span className="text-3">–</span> : <Cut text={value} />)
