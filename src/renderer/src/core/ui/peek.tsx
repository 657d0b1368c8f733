import './peek.css'
import type { ReactNode } from 'react'
import { t } from '../lib/texts.ts'
import { DefinitionList } from './definition-list.tsx'
import { Kbd } from './kbd.tsx'
import { SidePanel } from './side-panel.tsx'

/** Panel that Space opens for a row, the same in every table: all columns, including those hidden in a small window. */
export type Peek<Row> = {
  readonly title: (row: Row) => string
  readonly text?: ((row: Row) => string) | undefined
  /** Content that no column shows. */
  readonly more?: ((row: Row) => ReactNode) | undefined
  /** Columns of a wide window, if the table shows fewer. */
  readonly columns?: readonly PeekColumn<Row>[] | undefined
}

type PeekColumn<Row> = {
  readonly id: string
  readonly header: string
  readonly cell: (row: Row) => ReactNode
}

/** Columns left out: the title shows them, or they are controls to use in the row. */
const leftOut: ReadonlySet<string> = new Set(['name', 'actions', 'more', 'switch'])

type Props<Row> = {
  peek: Peek<Row>
  row: Row
  columns: readonly PeekColumn<Row>[]
  onClose: () => void
  /** Whether F2 renames the row. */
  renames: boolean
}

/** Panel with one row beside its table. Escape and Space close it. */
export function PeekPanel<Row>({ peek, row, columns, onClose, renames }: Props<Row>) {
  const title = peek.title(row)
  const rows = (peek.columns ?? columns).filter(({ id, header }) => header !== '' && !leftOut.has(id))
  return (
    <SidePanel
      className="peek"
      label={title}
      title={title}
      text={peek.text?.(row) ?? ''}
      closeLabel={t.ui.close}
      onClose={onClose}
      foot={
        <p className="peek-keys" aria-hidden>
          <span>
            <Kbd keys="enter" /> {t.ui.open}
          </span>
          {renames && (
            <span>
              <Kbd keys="f2" /> {t.ui.edit}
            </span>
          )}
          <span>
            <Kbd keys="escape" /> {t.ui.close}
          </span>
        </p>
      }
    >
      <DefinitionList rows={rows.map(({ header, cell }) => ({ term: header, value: cell(row) }))} />
      {peek.more && <div className="peek-more">{peek.more(row)}</div>}
    </SidePanel>
  )
}
