import { Info } from 'lucide-react'
import type { ImportColumn } from '#shared/contract/leads/imports.ts'
import type { Target } from '#shared/domain/leads/import/mapping.ts'
import { formatShare, t } from '../../core/lib/texts.ts'
import { Button, Icon } from '../../core/ui/button.tsx'
import { columnName } from './column-name.ts'
import { leftOut } from './mapping-rules.ts'

type Props = {
  column: ImportColumn
  target: Extract<Target, { kind: 'variable' }>
  onChoose: (target: Target) => void
}

/** Asks, below the table, about the next column to decide on: keep it as a variable or leave it out. */
export function MappingAsk({ column, target, onChoose }: Props) {
  const words = t.lists.import
  const [before, after] = words.ask(columnName(column), formatShare(column.filled))
  return (
    <section className="mapping-ask" aria-label={words.askLabel}>
      <Icon of={Info} />
      <p className="small">
        {before} <mark>{target.name}</mark>
        {after}
      </p>
      <span className="row push">
        <Button label={words.leaveOut} size="s" onClick={() => onChoose(leftOut)} />
        <Button label={words.keepVariable} size="s" shortcut="v" onClick={() => onChoose(target)} />
      </span>
    </section>
  )
}
