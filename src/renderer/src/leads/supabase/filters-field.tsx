import { Plus, X } from 'lucide-react'
import type { SupabaseColumn, TableFilter } from '#shared/contract/leads/supabase.ts'
import { filterOps } from '#shared/domain/leads/import/table-filter.ts'
import { t } from '../../core/lib/texts.ts'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { TextInput } from '../../core/ui/field.tsx'
import { Select } from '../../core/ui/select.tsx'

type Props = {
  columns: readonly SupabaseColumn[]
  filters: readonly TableFilter[]
  onChange: (filters: readonly TableFilter[]) => void
}

/** Row filter: any number of conditions, all of which must hold. */
export function FiltersField({ columns, filters, onChange }: Props) {
  const words = t.supabase
  const change = (at: number, part: Partial<TableFilter>) =>
    onChange(filters.map((filter, index) => (index === at ? { ...filter, ...part } : filter)))
  const withValue = (op: TableFilter['op']) => op !== 'is_empty' && op !== 'is_filled'
  return (
    <fieldset className="supabase-filters">
      <legend>{words.filters}</legend>
      {filters.map((filter, at) => (
        // Filters have no other key.
        <div className="supabase-filter" key={at}>
          {columns.length > 0 ? (
            <Select
              label={words.filterColumn}
              value={filter.column || null}
              options={columns.map(({ name, type }) => ({ value: name, label: name, hint: type }))}
              onChange={(column) => change(at, { column })}
            />
          ) : (
            <TextInput
              aria-label={words.filterColumn}
              value={filter.column}
              onChange={(column) => change(at, { column })}
            />
          )}
          <Select
            label={words.filterOp}
            value={filter.op}
            options={filterOps.map((op) => ({ value: op, label: words.ops[op] }))}
            onChange={(op) => change(at, { op })}
          />
          {withValue(filter.op) ? (
            <TextInput
              aria-label={words.filterValue}
              placeholder={filter.op === 'one_of' ? words.oneOfHint : ''}
              value={filter.value}
              onChange={(value) => change(at, { value })}
            />
          ) : (
            <span />
          )}
          <IconButton
            icon={X}
            label={words.removeFilter}
            onClick={() => onChange(filters.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <div>
        <Button
          label={words.addFilter}
          size="s"
          icon={Plus}
          onClick={() => onChange([...filters, { column: columns[0]?.name ?? '', op: 'eq', value: '' }])}
        />
      </div>
    </fieldset>
  )
}
