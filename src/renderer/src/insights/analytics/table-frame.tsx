import './analytics.css'
import type { ReactNode } from 'react'

const [rowHeight, headAndSums] = [34, 66]

/** Frame of a table. Up to `most` rows are all shown, despite a bar below; more scroll within the height of `most`. */
export function TableFrame({ rows, most, children }: { rows: number; most: number; children: ReactNode }) {
  return rows > most ? (
    <div className="compare-table" style={{ height: most * rowHeight + headAndSums }}>
      {children}
    </div>
  ) : (
    <div className="compare-table compare-table-whole">{children}</div>
  )
}
