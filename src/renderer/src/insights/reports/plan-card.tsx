import { FolderOpen, FolderPlus } from 'lucide-react'
import { useState } from 'react'
import type { ReportFormat, ReportPlan } from '#shared/contract/insights/reports.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { formatWhen, t } from '../../core/lib/texts.ts'
import { minuteOfTime, timeOfMinute } from '../../core/lib/time-of-day.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { Field, TextInput } from '../../core/ui/field.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Select } from '../../core/ui/select.tsx'
import { Switch } from '../../core/ui/toggles.tsx'
import { Formats } from './make-card.tsx'
import type { ReportTarget } from './report-client.tsx'

const days = Array.from({ length: 31 }, (_, at) => at + 1)
/** Monday first, like the working week. */
const weekOrder = [1, 2, 3, 4, 5, 6, 0]
/** When a client's reports are created automatically, and where they are saved. */
export function PlanCard({ client }: { client: ReportTarget }) {
  const { workspaceId, partId } = client
  const plan = useQuery('reports.plan', { workspaceId, partId })
  const folder = useQuery('reports.folder', { workspaceId, partId })
  if (plan.data === undefined || folder.data === undefined) return null
  const { nextAt: _, problem: __, ...kept } = plan.data ?? { nextAt: null, problem: null }
  return (
    // The form is reset when the schedule is saved or changed elsewhere; a new time or failure does not discard what is
    // being typed.
    <Shown key={JSON.stringify(kept)} client={client} plan={plan.data} folder={folder.data.folder} />
  )
}

function Shown({ client, plan, folder }: { client: ReportTarget; plan: ReportPlan | null; folder: string | null }) {
  const words = t.reports
  const { workspaceId, partId } = client
  const [every, setEvery] = useState<'week' | 'month'>(plan?.every ?? 'week')
  const [weekday, setWeekday] = useState(plan?.every === 'week' ? plan.day : 5)
  const [monthDay, setMonthDay] = useState(plan?.every === 'month' ? plan.day : 1)
  const [clock, setClock] = useState(timeOfMinute(plan?.minute ?? 8 * 60))
  const [formats, setFormats] = useState<readonly ReportFormat[]>(plan?.formats ?? ['pdf'])
  const [on, setOn] = useState(plan?.on ?? false)
  const minute = minuteOfTime(clock)
  const save = useAction(async () => {
    if (minute === null) return
    const day = every === 'week' ? weekday : monthDay
    await call('reports.savePlan', { workspaceId, partId, rhythm: { every, day, minute }, formats: [...formats], on })
    showToast(words.planSaved)
  })
  const choose = useAction(() => call('reports.chooseFolder', { workspaceId, partId }))
  const open = useAction(() => call('reports.openFolder', { workspaceId, partId }))
  const retry = useAction(() => call('reports.retryPlan', { workspaceId, partId }))
  const error = save.error ?? choose.error ?? open.error
  return (
    <Card title={words.plan} meta={words.planMeta}>
      <div className="stack-3">
        {error && <ErrorNote error={error} {...(error === open.error ? { onAction: choose.run } : {})} />}
        {plan?.problem && (
          <>
            <ErrorNote error={plan.problem} onAction={retry.run} actionLabel={words.tryNow} />
            <p className="text-3 small">
              {words.failedAt(formatWhen(plan.problem.at), formatWhen(plan.problem.retryAt))}
            </p>
          </>
        )}
        <Switch checked={on} onChange={setOn} label={words.planOn} hint={words.planHint} />
        <div className="reports-pair">
          <Field label={words.every}>
            <Select
              value={every}
              options={(['week', 'month'] as const).map((value) => ({ value, label: words.everyNames[value] }))}
              onChange={setEvery}
            />
          </Field>
          {every === 'week' ? (
            <Field label={words.weekday}>
              <Select
                value={weekday}
                options={weekOrder.map((day) => ({ value: day, label: words.weekdays[day] ?? '' }))}
                onChange={setWeekday}
              />
            </Field>
          ) : (
            <Field label={words.day}>
              <Select
                value={monthDay}
                searchable={false}
                options={days.map((day) => ({ value: day, label: String(day) }))}
                onChange={setMonthDay}
              />
            </Field>
          )}
          <Field label={words.time}>
            <TextInput type="time" value={clock} onChange={setClock} />
          </Field>
        </div>
        <p className="text-3 small">
          {words.about[every]} {every === 'month' && monthDay > 28 && words.dayHint}
        </p>
        <Formats value={formats} onChange={setFormats} />
        <div className="row reports-folder">
          <span className={folder === null ? 'text-3 ellipsis' : 'ellipsis selectable'} title={folder ?? undefined}>
            {folder ?? words.folderNone}
          </span>
          {folder !== null && <IconButton icon={FolderOpen} label={words.folderOpen} onClick={open.run} />}
          <Button label={words.folderChoose} size="s" icon={FolderPlus} action={choose} />
        </div>
        <div className="row">
          <Button
            label={words.planSave}
            action={save}
            disabled={minute === null || formats.length === 0 || (on && folder === null)}
          />
          {plan?.nextAt && <span className="text-2 small">{words.nextAt(formatWhen(plan.nextAt))}</span>}
        </div>
      </div>
    </Card>
  )
}
