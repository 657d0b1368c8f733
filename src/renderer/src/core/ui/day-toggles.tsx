import './toggles.css'
import { t } from '../lib/texts.ts'

/** Monday first; 0 is Sunday, as at Instantly. */
const week = [1, 2, 3, 4, 5, 6, 0] as const

type Props = {
  label: string
  days: readonly number[]
  onChange: (days: number[]) => void
  /** What is wrong with the selected days. */
  error?: string | undefined
}

/** Toggles for the days of the week. */
export function DayToggles({ label, days, onChange, error }: Props) {
  return (
    <div className="day-choice" role="group" aria-label={label}>
      <span className="field-head">{label}</span>
      <div className="day-toggles">
        {week.map((day) => (
          <button
            key={day}
            type="button"
            className="day-toggle"
            aria-pressed={days.includes(day)}
            title={t.exports.days[day]}
            data-problem={error !== undefined || undefined}
            onClick={() => onChange(days.includes(day) ? days.filter((each) => each !== day) : [...days, day])}
          >
            {t.exports.daysShort[day]}
          </button>
        ))}
      </div>
      {error && <p className="field-note field-note-bad">{error}</p>}
    </div>
  )
}
