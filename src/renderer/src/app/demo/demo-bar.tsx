import '../frame-bar.css'
import './demo.css'
import { Ellipsis, FlaskConical, RotateCcw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { formatDayLong, formatTime, t } from '../../core/lib/texts.ts'
import { demoEventsText } from '../../core/stores/demo.ts'
import { Button, Icon, IconButton } from '../../core/ui/button.tsx'
import { Menu } from '../../core/ui/menu.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { useDemoQuestion } from './demo-actions.tsx'

/** Bar over every screen that shows a demo client: the demo's date, and a way to advance it. */
export function DemoBar() {
  const state = useQuery('demo.state', {}, { everyMs: 30_000 }).data
  const question = useDemoQuestion()
  const [news, setNews] = useState<string | null>(null)
  const move = useAction(async (days: 1 | 7) => {
    const { happened } = await call('demo.moveOn', { days })
    const what = demoEventsText(happened)
    setNews(days === 1 ? t.demo.afterDay(what) : t.demo.afterWeek(what))
  })
  const damaged = state?.damaged ?? false
  return (
    <section className="frame-bar demo-bar" aria-label={t.demo.barLabel}>
      <span className="row demo-bar-label">
        <Icon of={FlaskConical} />
        {t.demo.badge}
      </span>
      {state?.now && (
        <span className="tabular" title={t.demo.dateHint}>
          {t.demo.date(`${formatDayLong(new Date(state.now))}, ${formatTime(state.now)}`)}
        </span>
      )}
      <span className="frame-bar-more" role="status">
        {move.busy ? t.demo.moving : (news ?? t.demo.made)}
      </span>
      <span className="demo-bar-actions">
        <Button label={t.demo.day} size="s" onClick={() => move.run(1)} busy={move.busy} disabled={damaged} />
        <Button label={t.demo.week} size="s" onClick={() => move.run(7)} busy={move.busy} disabled={damaged} />
        <Menu
          trigger={<IconButton size="s" icon={Ellipsis} label={t.demo.more} />}
          items={[
            { label: t.demo.reset, icon: RotateCcw, onSelect: () => question.ask('reset') },
            { label: t.demo.remove, icon: Trash2, danger: true, onSelect: () => question.ask('remove') },
          ]}
        />
      </span>
      {damaged && <ErrorNote error={{ code: 'DEMO_DAMAGED', data: {} }} onAction={() => question.ask('reset')} />}
      {move.error && <ErrorNote error={move.error} onAction={move.clear} actionLabel={t.ui.close} />}
      {question.dialog}
    </section>
  )
}
