import './analytics.css'
import type { ReactNode } from 'react'

const [rowHeight, headAndSums] = [34, 66]

/** Around a table: up to `most` rows are all shown, whatever room a bar below takes; more scroll in the height of so many. */
export function TableFrame({ rows, most, children }: { rows: number; most: number; children: ReactNode }) {
  return rows > most ? (
    <div className="compare-table" style={{ height: most * rowHeight + headAndSums }}>
      {children}
    </div>
  ) : (
    <div className="compare-table compare-table-whole">{children}</div>
  )
}
