import { useState } from 'react'
import { type ExportPart, type PartOrder, partOrders } from '#shared/contract/exports/export-part.ts'
import type { ListId } from '#shared/ids.ts'
import { readWhole } from '../../campaigns/copy/step-form.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { TextInput } from '../../core/ui/field.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Select } from '../../core/ui/select.tsx'
import { Checkbox } from '../../core/ui/toggles.tsx'
import { ownChoice, tagOf } from '../ledger/part-text.ts'
import type { PlanForm } from './plan-form.ts'

type Props = { form: PlanForm; edit: (change: Partial<PlanForm>) => void; listId: ListId; ready: number }

const usualFirst = 500

/** Which leads of the list are exported: all, those with a tag, not exported yet or selected; or the first N. */
export function PartCard({ form, edit, listId, ready }: Props) {
  const words = t.exportSum.part
  const tags = useQuery('lists.tags', { listId }).data ?? []
  const { part } = form
  const own = ownChoice(part)
  const options = [
    { value: 'whole', label: words.whole },
    { value: 'rest', label: words.rest },
    ...tags.filter(({ leads }) => leads > 0).map(({ id, name }) => ({ value: String(id), label: words.tag(name) })),
    ...(own === null ? [] : [{ value: 'own', label: own }]),
  ]
  const tag = tagOf(part)
  const value = own !== null ? 'own' : part?.rest ? 'rest' : tag === null ? 'whole' : String(tag)
  const set = (next: ExportPart) => edit({ part: next.choice || next.rest || next.first ? next : undefined })
  const first = part?.first
  const take = (wanted: string) => {
    const kept = first ? { first } : {}
    if (wanted === 'own') return
    if (wanted === 'rest') set({ ...kept, rest: true })
    else if (wanted === 'whole') set(kept)
    else set({ ...kept, choice: { all: { ...everyLead, tagId: Number(wanted) } } })
  }
  return (
    <Card title={words.title}>
      <div className="stack plan-tight">
        <Select label={words.label} value={value} options={options} onChange={take} />
        <div className="row plan-first">
          <Checkbox
            label={words.first}
            checked={first !== undefined}
            onChange={(on) =>
              set({
                ...part,
                first: on ? { count: Math.min(usualFirst, Math.max(ready, 1)), order: 'verified' } : undefined,
              })
            }
          />
          {first && (
            <>
              <FirstField count={first.count} onChange={(count) => set({ ...part, first: { ...first, count } })} />
              <Select
                label={words.order}
                value={first.order}
                options={partOrders.map((order: PartOrder) => ({ value: order, label: words.orders[order] }))}
                onChange={(order) => set({ ...part, first: { ...first, order } })}
              />
            </>
          )}
        </div>
      </div>
    </Card>
  )
}

/** An incomplete number changes nothing. */
function FirstField({ count, onChange }: { count: number; onChange: (count: number) => void }) {
  const [typed, setTyped] = useState(String(count))
  return (
    <span className="plan-first-count">
      <TextInput
        aria-label={t.exportSum.part.firstLabel}
        inputMode="numeric"
        value={typed}
        onChange={(text) => {
          setTyped(text)
          const wanted = readWhole(text)
          if (wanted !== null && wanted > 0) onChange(Math.min(wanted, 1_000_000))
        }}
        onBlur={() => setTyped(String(count))}
      />
    </span>
  )
}

const everyLead = { gate: 'all' as const, search: '', importId: null, tagId: null, where: [] }
