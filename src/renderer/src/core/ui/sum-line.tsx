import './sum-line.css'
import { Check, TriangleAlert } from 'lucide-react'
import { Fragment, type ReactNode } from 'react'
import { formatNumber, t } from '../lib/texts.ts'
import type { Tone } from './badge.tsx'
import { Icon } from './button.tsx'

export type SumPart = { readonly label: string; readonly count: number; readonly tone?: Tone }

type Props = {
  total: { readonly label: string; readonly count: number }
  /** Those of zero are hidden. */
  parts: readonly SumPart[]
  /** Shows a bar with the proportions of the parts above the text. */
  bar?: boolean | undefined
  aside?: ReactNode | undefined
}

/** Shows a sum: 4,052 in the list = 3,846 uploaded + 182 not exported. Says so if it does not add up. */
export function SumLine({ total, parts, bar = false, aside }: Props) {
  const sum = parts.reduce((before, part) => before + part.count, 0)
  const right = sum === total.count
  const shown = parts.filter((part) => part.count > 0)
  return (
    <div className="stack-2">
      {bar && (
        <div className="sum-bar" aria-hidden>
          {shown.map((part) => (
            <i key={part.label} className={`fill-${part.tone ?? 'quiet'}`} style={{ flexGrow: part.count }} />
          ))}
        </div>
      )}
      <div className="sum-words">
        <Icon of={right ? Check : TriangleAlert} className={right ? 'is-ok' : 'is-bad'} />
        <span className="sum-part">
          <b>{formatNumber(total.count)}</b> {total.label}
        </span>
        <span className="sum-sign">{right ? '=' : '≠'}</span>
        {shown.length === 0 && <b>0</b>}
        {shown.map((part, index) => (
          <Fragment key={part.label}>
            {index > 0 && <span className="sum-sign">+</span>}
            <span className="sum-part">
              <b>{formatNumber(part.count)}</b> {part.label}
            </span>
          </Fragment>
        ))}
        {!right && <span className="is-bad">{t.ui.sumOff(Math.abs(total.count - sum))}</span>}
        {aside && <span className="sum-aside">{aside}</span>}
      </div>
    </div>
  )
}
