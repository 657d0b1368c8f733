import { ArrowRight } from 'lucide-react'
import type { ImportColumn } from '#shared/contract/leads/imports.ts'
import type { Target } from '#shared/domain/leads/import/mapping.ts'
import { repairMojibake } from '#shared/domain/leads/import/mojibake.ts'
import { formatShare, t } from '../../core/lib/texts.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Icon } from '../../core/ui/button.tsx'
import { Select } from '../../core/ui/select.tsx'
import { columnName, withoutIcons } from './column-name.ts'
import { type holdersOf, targetKey, targetOfKey } from './mapping-rules.ts'
import { newVariable, optionsFor } from './mapping-targets.ts'

type RowProps = {
  column: ImportColumn
  columns: readonly ImportColumn[]
  target: Target
  holder: ReturnType<typeof holdersOf>
  isChosen: boolean
  /** The question at the foot of the table is about this column. */
  isAsked: boolean
  /** Garbled letters are shown as they will be sent. */
  repair: boolean
  onChoose: (target: Target) => void
  onName: () => void
}

/** A column of the file: its samples, the field it becomes, and how sure that is. */
export function MappingRow({ column, columns, target, holder, isChosen, isAsked, repair, onChoose, onName }: RowProps) {
  const words = t.lists.import
  const isOut = target.kind === 'left_out'
  const asSent = (sample: string) => withoutIcons(repair ? repairMojibake(sample) : sample)
  const samples = column.samples.map(asSent).filter(Boolean).slice(0, 3)
  return (
    <tr className={isOut ? 'mapping-out' : isAsked ? 'mapping-asked' : undefined} data-column={column.position}>
      <th scope="row" className="mapping-name" title={columnName(column)}>
        {columnName(column)}
        {/* Shown when there is no room for a column of samples. */}
        <span className="mapping-under small text-3 ellipsis" aria-hidden>
          {samples[0] ?? words.emptyColumn}
        </span>
      </th>
      <td title={samples.join('\n')}>
        {samples.length === 0 ? (
          <span className="text-3">{words.emptyColumn}</span>
        ) : (
          <>
            {samples[0]}
            {samples.slice(1).map((sample, at) => (
              // Samples may be equal.
              <span key={at} className="text-3">
                {' · '}
                {sample}
              </span>
            ))}
          </>
        )}
      </td>
      <td className="mapping-arrow">{!isOut && <Icon of={ArrowRight} size={14} />}</td>
      <td className="mapping-field">
        <Select
          label={words.fieldFor(columnName(column))}
          value={targetKey(target)}
          options={optionsFor(column, columns, target, holder)}
          searchable
          onChange={(key) => {
            const next = key === targetKey(column.suggestion.target) ? column.suggestion.target : targetOfKey(key)
            // Delayed until the option list is gone, as it returns the focus to its button and would take it from the
            // dialog.
            if (key === newVariable) setTimeout(onName, 20)
            else if (next) onChoose(next)
          }}
        />
      </td>
      <td className="num">
        <span className="filled">
          <i className="filled-bar" aria-hidden>
            <i style={{ width: `${column.filled * 100}%` }} />
          </i>
          <span className={column.filled === 0 ? 'zero' : undefined}>{formatShare(column.filled)}</span>
        </span>
      </td>
      <td>
        <Sure column={column} isOut={isOut} isChosen={isChosen} />
      </td>
    </tr>
  )
}

function Sure({ column, isOut, isChosen }: { column: ImportColumn; isOut: boolean; isChosen: boolean }) {
  const words = t.lists.import
  const { sure, why } = column.suggestion
  if (isChosen) {
    return (
      <span title={words.chosenWhy}>
        <Badge>{words.chosen}</Badge>
      </span>
    )
  }
  if (isOut) return <span className="text-3 small">{words.leftOut}</span>
  const tone = sure === 'certain' ? 'ok' : sure === 'likely' ? 'info' : 'warn'
  return (
    <span title={words.whyWords[why]}>
      <Badge tone={tone}>{words.sureWords[sure]}</Badge>
    </span>
  )
}
