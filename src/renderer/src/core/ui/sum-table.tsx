import './sum-table.css'
import type { ReactNode } from 'react'
import { formatNumber } from '../lib/texts.ts'

export type SumTablePart = {
  readonly label: string
  readonly count: number
  readonly title?: string
  /** Shows the counted rows. */
  readonly onOpen?: () => void
  readonly openLabel?: string
  /** Control that switches the part, before its name. */
  readonly control?: ReactNode
}

type Props = {
  caption: string
  from: { readonly label: string; readonly count: number }
  plus?: { readonly label: string; readonly count: number }
  /** Amounts subtracted, line by line. */
  parts: readonly SumTablePart[]
  left: { readonly label: string; readonly count: number }
  /** The counts are not known (yet): shown as dashes. */
  unknown?: boolean
  /** The counts are out of date and new ones are loading. */
  stale?: boolean
}

/** A subtraction written out: the total, minus each part, leaves the result. */
export function SumTable({ caption, from, plus, parts, left, unknown = false, stale = false }: Props) {
  return (
    <table className={stale ? 'sum-table sum-table-stale' : 'sum-table'}>
      <caption className="sr-only">{caption}</caption>
      <tbody>
        <tr>
          <th scope="row">{from.label}</th>
          <td className="num">{unknown ? '–' : formatNumber(from.count)}</td>
        </tr>
        {plus && (
          <tr>
            <th scope="row">{plus.label}</th>
            <td className="num">{`+${formatNumber(plus.count)}`}</td>
          </tr>
        )}
        {parts.map((part) => (
          <tr key={part.label} className="sum-table-part" title={part.title}>
            <th scope="row">
              {part.control}
              {part.onOpen ? (
                <button type="button" className="link" aria-label={part.openLabel} onClick={part.onOpen}>
                  {part.label}
                </button>
              ) : (
                <span>{part.label}</span>
              )}
            </th>
            <td className={part.count === 0 ? 'num zero' : 'num'}>{unknown ? '–' : minus(part.count)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{left.label}</th>
          <td className="num" aria-live="polite">
            {unknown ? '–' : formatNumber(left.count)}
          </td>
        </tr>
      </tfoot>
    </table>
  )
}

const minus = (count: number): string => (count === 0 ? '0' : `−${formatNumber(count)}`)
