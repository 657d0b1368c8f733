import './figure-cards.css'
import type { ReactNode } from 'react'
import { t } from '../lib/texts.ts'
import { Spark } from './spark.tsx'
import { Tooltip } from './tooltip.tsx'

export type FigureCard = {
  readonly name: string
  /** Lines of the tooltip: formula, source and age. */
  readonly explain: readonly ReactNode[]
  /** Null if not measured; `none` is shown instead. */
  readonly value: string | null
  readonly none: string
  /** Beside the value: its share, or the base of the share. */
  readonly aside?: ReactNode | undefined
  readonly foot?: ReactNode | undefined
  /** Values over the period, oldest first. */
  readonly course?: readonly (number | null)[] | undefined
  /** Called on click; omitted if the card only shows the figure. */
  readonly onOpen?: (() => void) | undefined
}

/** Lines of a tooltip that explains a figure. */
export const FigureLines = ({ lines }: { lines: readonly ReactNode[] }) => (
  <span className="figure-words">
    {lines.map((line, at) => (
      // The lines have no other key and never move.
      <span key={at}>{line}</span>
    ))}
  </span>
)

/** Figures side by side. Each can be focused, which shows how it is calculated. */
export function FigureCards({ label, figures }: { label: string; figures: readonly FigureCard[] }) {
  return (
    <section className={`card figure-cards${figures.length === 8 ? ' figure-cards-8' : ''}`} aria-label={label}>
      {figures.map(({ name, explain, value, none, aside, foot, course, onOpen }) => (
        <Tooltip key={name} text={<FigureLines lines={explain} />}>
          <button type="button" className={onOpen ? 'figure-card figure-opens' : 'figure-card'} onClick={onOpen}>
            <span className="figure-name">{name}</span>
            {value === null ? (
              <span className="figure-none">{none}</span>
            ) : (
              <span className="figure-value">
                {value} {aside && <span className="figure-aside">{aside}</span>}
                {course && <Spark values={course} label={t.charts.courseOf(name)} width={56} />}
              </span>
            )}
            {foot && <span className="figure-foot">{foot}</span>}
          </button>
        </Tooltip>
      ))}
    </section>
  )
}
