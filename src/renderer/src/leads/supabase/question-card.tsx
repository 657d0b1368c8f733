import { useState } from 'react'
import type {
  PlatformCampaign,
  SupabaseColumn,
  SupabaseOffer,
  SupabaseSource,
} from '#shared/contract/leads/supabase.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { useDebounced } from '../../core/lib/use-debounced.ts'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Field, TextInput } from '../../core/ui/field.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Select } from '../../core/ui/select.tsx'
import { Checkbox, Segmented } from '../../core/ui/toggles.tsx'
import { FiltersField } from './filters-field.tsx'
import { type Question, relationKey } from './question.ts'

type Props = {
  source: SupabaseSource
  offer: SupabaseOffer
  question: Question
  edit: (change: Partial<Question>) => void
}

/** What to read: a table with columns and filters, or a campaign of the lead platform. */
export function QuestionCard({ source, offer, question, edit }: Props) {
  const words = t.supabase
  return (
    <Card
      title={words.what}
      actions={
        offer.platform && (
          <Segmented
            label={words.what}
            value={question.kind}
            options={[
              { value: 'table', label: words.whats.table },
              { value: 'platform', label: words.whats.platform },
            ]}
            onChange={(kind) => edit({ kind })}
          />
        )
      }
    >
      {question.kind === 'platform' ? (
        <PlatformFields source={source} question={question} edit={edit} />
      ) : (
        <TableFields source={source} offer={offer} question={question} edit={edit} />
      )}
    </Card>
  )
}

function PlatformFields({ source, question, edit }: Omit<Props, 'offer'>) {
  const words = t.supabase
  const campaigns = useQuery('supabase.campaigns', { sourceId: source.id })
  const chosen = campaigns.data?.find((campaign) => campaign.id === question.campaignId)
  if (campaigns.error) return <ErrorNote error={campaigns.error} onAction={campaigns.refetch} />
  if (campaigns.data?.length === 0) return <p className="text-2">{words.noCampaigns}</p>
  return (
    <div className="stack">
      <Field label={words.campaign}>
        <Select
          value={question.campaignId}
          placeholder={words.campaignChoose}
          disabled={!campaigns.data}
          searchable
          options={(campaigns.data ?? []).map((campaign) => ({
            value: campaign.id,
            label: campaign.name,
            hint: campaignHint(campaign),
          }))}
          onChange={(campaignId) => edit({ campaignId })}
        />
      </Field>
      {chosen && chosen.status !== 'completed' && (
        <Note tone="warn" title={words.notCompletedTitle}>
          {words.notCompletedText}
        </Note>
      )}
    </div>
  )
}

/** Describes a campaign with the details the platform provides. */
function campaignHint({ status, businesses, emails }: PlatformCampaign): string {
  const figures = [
    businesses === null ? '' : t.supabase.businesses(businesses),
    emails === null ? '' : t.supabase.addresses(emails),
  ]
  return [status, ...figures].filter((part) => part !== '').join(' · ')
}

function TableFields({ source, offer, question, edit }: Props) {
  const words = t.supabase
  const typed = useDebounced(question.relation.trim(), 400)
  const known = offer.relations.find((each) => each.schema === question.schema && each.name === question.relation)
  const asked = useQuery(
    'supabase.columns',
    known || typed === '' || typed !== question.relation.trim()
      ? null
      : { sourceId: source.id, schema: question.schema, relation: typed },
  )
  const columns = known?.columns ?? asked.data ?? []
  const hasKey = columns.some((column) => column.primaryKey)
  return (
    <div className="stack">
      {offer.listed ? (
        <Field label={words.table}>
          <Select
            value={question.relation === '' ? null : relationKey({ schema: question.schema, name: question.relation })}
            placeholder={words.tableChoose}
            searchable
            options={offer.relations.map((relation) => ({
              value: relationKey(relation),
              label: relation.schema === 'public' ? relation.name : relationKey(relation),
              hint: words.someColumns(relation.columns.length),
            }))}
            onChange={(key) => {
              const relation = offer.relations.find((each) => relationKey(each) === key)
              if (relation) edit({ ...cleared, schema: relation.schema, relation: relation.name })
            }}
          />
        </Field>
      ) : (
        <Field label={words.table} hint={words.tableHint}>
          <TextInput value={question.relation} onChange={(relation) => edit({ ...cleared, relation })} mono />
        </Field>
      )}
      {asked.error && <ErrorNote error={asked.error} onAction={asked.refetch} />}
      {columns.length > 0 && (
        <>
          <ColumnsField columns={columns} chosen={question.columns} onChange={(next) => edit({ columns: next })} />
          {!hasKey && source.kind === 'project' && (
            <Field label={words.keyColumn} hint={words.keyColumnHint}>
              <Select
                value={question.keyColumn}
                options={columns.map(({ name, type }) => ({ value: name, label: name, hint: type }))}
                onChange={(keyColumn) => edit({ keyColumn })}
              />
            </Field>
          )}
          <FiltersField columns={columns} filters={question.filters} onChange={(filters) => edit({ filters })} />
        </>
      )}
    </div>
  )
}

/** Choices that do not apply to another table. */
const cleared = { columns: null, keyColumn: null, filters: [] } as const

type ColumnsProps = {
  columns: readonly SupabaseColumn[]
  chosen: readonly string[] | null
  onChange: (chosen: readonly string[] | null) => void
}

function ColumnsField({ columns, chosen, onChange }: ColumnsProps) {
  const words = t.supabase
  const [open, setOpen] = useState(false)
  const has = (name: string) => chosen === null || chosen.includes(name)
  const toggle = (name: string) => {
    const next = columns.map((column) => column.name).filter((each) => (each === name ? !has(each) : has(each)))
    onChange(next.length === columns.length ? null : next)
  }
  return (
    <div className="row">
      <span>{words.columns}</span>
      <span className="text-2">{chosen === null ? words.allColumns : words.someColumns(chosen.length)}</span>
      <Button label={words.chooseColumns} size="s" onClick={() => setOpen(true)} />
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={words.chooseColumns}
        description={words.columnsText}
        actions={
          <>
            <Button label={words.allColumns} onClick={() => onChange(null)} />
            <Button
              label={t.ui.close}
              variant="primary"
              onClick={() => setOpen(false)}
              disabled={chosen?.length === 0}
            />
          </>
        }
      >
        <div className="supabase-columns">
          {columns.map(({ name, type }) => (
            <Checkbox key={name} checked={has(name)} onChange={() => toggle(name)} label={name} hint={type} />
          ))}
        </div>
      </Dialog>
    </div>
  )
}
