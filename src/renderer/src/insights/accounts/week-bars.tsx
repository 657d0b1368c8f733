import { formatNumber, formatWeekday, t } from '../../core/lib/texts.ts'

type Day = { readonly date: string; readonly planned: number; readonly possible: number }

/** Emails of the next days, each as a share of that day's capacity. `narrow` shows weekdays only. */
export function WeekBars({ days, label, narrow = false }: { days: readonly Day[]; label: string; narrow?: boolean }) {
  return (
    <ul className="week-bars" aria-label={label}>
      {days.map(({ date, planned, possible }) => (
        <li
          key={date}
          title={t.accounts.capacity.day(formatWeekday(date), formatNumber(planned), formatNumber(possible))}
        >
          <svg aria-hidden viewBox="0 0 14 40" preserveAspectRatio="none">
            <rect width="14" height="40" rx="2" />
            <rect
              className="week-bars-filled"
              width="14"
              rx="2"
              y={40 - heightOf(planned, possible)}
              height={heightOf(planned, possible)}
            />
          </svg>
          <span>
            <span className="text-2 small">{narrow ? formatWeekday(date).split(' ')[0] : formatWeekday(date)}</span>
            <span>{formatNumber(planned)}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}

const heightOf = (planned: number, possible: number): number =>
  planned === 0 ? 0 : Math.max(2, Math.min(40, (40 * planned) / Math.max(1, possible)))
