import { CalendarDays } from 'lucide-react'
import { useEffect, useState } from 'react'
import { type NamedPeriod, namedPeriods } from '#shared/domain/insights/analytics/period.ts'
import { t } from '../../core/lib/texts.ts'
import { Icon } from '../../core/ui/button.tsx'
import { TextInput } from '../../core/ui/field.tsx'
import { Select } from '../../core/ui/select.tsx'
import { clearRequestedPeriod, useRequestedPeriod } from './requested-period.ts'

const periodNames = [...namedPeriods, 'own'] as const
type PeriodName = (typeof periodNames)[number]
type Days = { readonly from: string; readonly to: string }

export type ChosenPeriod = {
  readonly name: PeriodName
  /** Null while the chosen days are invalid: one is missing, or the last is before the first. */
  readonly asked: NamedPeriod | Days | null
  readonly own: Days
  readonly choose: (name: PeriodName, own?: Days) => void
}

/** Returns the period a page shows. */
export function usePeriod(first: NamedPeriod): ChosenPeriod {
  const [name, setName] = useState<PeriodName>(first)
  const [own, setOwn] = useState<Days>({ from: '', to: '' })
  const wanted = useRequestedPeriod()
  useEffect(() => {
    if (wanted === null) return
    clearRequestedPeriod()
    setName(typeof wanted === 'string' ? wanted : 'own')
    if (typeof wanted !== 'string') setOwn(wanted)
  }, [wanted])
  const valid = own.from !== '' && own.to !== '' && own.from <= own.to
  return {
    name,
    own,
    asked: name === 'own' ? (valid ? own : null) : name,
    choose: (next, days) => {
      setName(next)
      if (days) setOwn(days)
    },
  }
}

/** Chooses the period, by name or by first and last day. */
export function PeriodChoice({ period, shown }: { period: ChosenPeriod; shown: Days | undefined }) {
  const words = t.analytics
  const { name, own, choose, asked } = period
  return (
    <div className="row period-choice">
      {name === 'own' && (
        <>
          {own.from !== '' && own.to !== '' && asked === null && (
            <span role="alert" className="is-bad small">
              {words.badPeriod}
            </span>
          )}
          <TextInput
            type="date"
            aria-label={words.from}
            value={own.from}
            max={own.to || undefined}
            onChange={(from) => choose('own', { ...own, from })}
          />
          <TextInput
            type="date"
            aria-label={words.to}
            value={own.to}
            min={own.from || undefined}
            onChange={(to) => choose('own', { ...own, to })}
          />
        </>
      )}
      <div className="period-name">
        <Select
          label={words.period}
          value={name}
          before={<Icon of={CalendarDays} size={14} className="period-sign" />}
          options={periodNames.map((value) => ({ value, label: words.periods[value] }))}
          // A custom period starts with the days that were shown.
          onChange={(next) => choose(next, next === 'own' && shown ? { from: shown.from, to: shown.to } : undefined)}
        />
      </div>
    </div>
  )
}
