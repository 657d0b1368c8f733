import './definition-list.css'
import { Fragment, type ReactNode } from 'react'

export function DefinitionList({ rows }: { rows: readonly { readonly term: string; readonly value: ReactNode }[] }) {
  return (
    <dl className="definitions">
      {rows.map((row) => (
        <Fragment key={row.term}>
          <dt>{row.term}</dt>
          <dd className="selectable">{row.value}</dd>
        </Fragment>
      ))}
    </dl>
  )
}
