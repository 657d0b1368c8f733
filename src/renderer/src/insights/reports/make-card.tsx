import { FileText, FolderOpen } from 'lucide-react'
import { useEffect, useState } from 'react'
import { type ReportFormat, type ReportPreview, reportFormats } from '#shared/contract/insights/reports.ts'
import { type ReportPeriod, reportPeriods } from '#shared/domain/insights/reports/period.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Field, TextInput } from '../../core/ui/field.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { ProgressBar } from '../../core/ui/progress-bar.tsx'
import { Select } from '../../core/ui/select.tsx'
import { Checkbox } from '../../core/ui/toggles.tsx'
import { reportCommands } from '../commands.ts'
import { type ReportTarget, reachOf } from './report-client.tsx'
import { clearRequestedReportDays, requestedReportDays } from './requested-report.ts'

type Days = { readonly from: string; readonly to: string }
type PeriodName = ReportPeriod | 'own'
const periodNames = [...reportPeriods, 'own'] as const

/** Options for the next report. */
export type ReportOptions = ReturnType<typeof useReportOptions>

export function useReportOptions() {
  // Days chosen in Compare are carried over once.
  const [wanted] = useState(requestedReportDays)
  useEffect(clearRequestedReportDays, [])
  const [name, setName] = useState<PeriodName>(wanted ? 'own' : 'month')
  const [own, setOwn] = useState<Days>(wanted ?? { from: '', to: '' })
  const [formats, setFormats] = useState<readonly ReportFormat[]>(['pdf'])
  const [quotes, setQuotes] = useState<readonly number[]>([])
  const right = own.from !== '' && own.to !== '' && own.from <= own.to
  const asked: ReportPeriod | Days | null = name === 'own' ? (right ? own : null) : name
  return { name, setName, own, setOwn, formats, setFormats, quotes, setQuotes, asked }
}

type MakeCardProps = { client: ReportTarget; wish: ReportOptions; preview: ReportPreview | undefined }

/** Period, file formats and the button to create a report. */
export function MakeCard({ client, wish, preview }: MakeCardProps) {
  const words = t.reports
  const { workspaceId, partId } = client
  const folder = useQuery('reports.folder', { workspaceId, partId }).data?.folder ?? null
  const make = useAction(async (elsewhere: boolean) => {
    if (!wish.asked) return
    const made = await call('reports.make', {
      workspaceId,
      partId,
      period: wish.asked,
      formats: [...wish.formats],
      quotes: [...wish.quotes],
      elsewhere,
    })
    if (made) showToast(words.made(made.folder))
  })
  const reach = reachOf(client)
  const badDays = wish.name === 'own' && wish.asked === null && wish.own.from !== '' && wish.own.to !== ''
  const disabled = wish.asked === null || wish.formats.length === 0
  return (
    <Card title={words.newTitle}>
      <div className="stack-3">
        {reach && <p className="text-2 small">{reach}</p>}
        {make.error && <ErrorNote error={make.error} onAction={() => make.run(isFolders(make.error?.code))} />}
        <Field label={words.period}>
          <Select
            value={wish.name}
            options={periodNames.map((value) => ({ value, label: words.periods[value] }))}
            onChange={(name) => {
              // A custom period starts with the days shown.
              if (name === 'own' && wish.own.from === '' && preview) wish.setOwn({ from: preview.from, to: preview.to })
              wish.setName(name)
            }}
          />
        </Field>
        {wish.name === 'own' && (
          <div className="reports-days">
            <Field label={t.analytics.from} error={badDays ? t.analytics.badPeriod : undefined}>
              <TextInput type="date" value={wish.own.from} onChange={(from) => wish.setOwn({ ...wish.own, from })} />
            </Field>
            <Field label={t.analytics.to}>
              <TextInput type="date" value={wish.own.to} onChange={(to) => wish.setOwn({ ...wish.own, to })} />
            </Field>
          </div>
        )}
        <Formats value={wish.formats} onChange={wish.setFormats} />
        <div className="row reports-buttons">
          <Button
            label={words.make}
            variant="primary"
            icon={FileText}
            command={reportCommands.make}
            onClick={() => make.run(false)}
            busy={make.busy}
            disabled={disabled}
          />
          {folder !== null && (
            <Button
              label={words.elsewhere}
              icon={FolderOpen}
              onClick={() => make.run(true)}
              disabled={disabled}
              busy={make.busy}
            />
          )}
        </div>
        {make.busy && <ProgressBar share={null} label={words.making} />}
        {folder !== null && (
          <p className="text-3 small ellipsis" title={folder}>
            {words.folder}: {folder}
          </p>
        )}
      </div>
    </Card>
  )
}

const isFolders = (code: string | undefined): boolean =>
  code?.startsWith('REPORT_FOLDER') === true || code === 'REPORT_DISK_FULL'

type FormatsProps = { value: readonly ReportFormat[]; onChange: (value: readonly ReportFormat[]) => void }

/** File formats, at least one. */
export function Formats({ value, onChange }: FormatsProps) {
  const words = t.reports
  return (
    <fieldset className="reports-formats">
      <legend>{words.formats}</legend>
      <div className="reports-checks">
        {reportFormats.map((format) => (
          <Checkbox
            key={format}
            label={words.formatNames[format]}
            checked={value.includes(format)}
            onChange={(on) => onChange(reportFormats.filter((each) => (each === format ? on : value.includes(each))))}
          />
        ))}
      </div>
      {value.length === 0 && (
        <p className="field-note field-note-bad" role="alert">
          {words.noFormat}
        </p>
      )}
    </fieldset>
  )
}
