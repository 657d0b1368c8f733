import { Download, Ellipsis, FlaskConical, List, Pencil, RotateCcw, Trash2, Trophy } from 'lucide-react'
import { useState } from 'react'
import type { Experiment, ExperimentResult } from '#shared/contract/exports/experiments.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { go, replace } from '../../core/lib/router.ts'
import { formatNumber, formatPoints, t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { AskFirst } from '../../core/ui/ask-first.tsx'
import { Badge } from '../../core/ui/badge.tsx'
import { Button, Icon, IconButton } from '../../core/ui/button.tsx'
import { DefinitionList } from '../../core/ui/definition-list.tsx'
import { InfoDetails } from '../../core/ui/info-details.tsx'
import { Menu } from '../../core/ui/menu.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Card, PageHead } from '../../core/ui/page.tsx'
import { ProgressBar } from '../../core/ui/progress-bar.tsx'
import { Time } from '../../core/ui/time.tsx'
import { ListedAsOf, ReadBack } from '../../events/events/read-back.tsx'
import { leadColumnName } from '../../insights/analytics/by-column.tsx'
import { ByColumnCard } from './by-column-card.tsx'
import { DecideDialog, RenameDialog } from './dialogs.tsx'
import { offerUndoAssignment, removeExperiment, takeBack } from './experiment-actions.ts'
import { decisionText, stateTones, sureWords, variantValueText, verdictText } from './experiment-text.ts'
import { RateRanges } from './rate-ranges.tsx'
import { VariantTable } from './variant-table.tsx'

/** Results of an experiment's variants and the conclusion they allow. */
export function ResultView({ experiment }: { experiment: Experiment }) {
  const words = t.experiments.page
  const { id, plan, listId } = experiment
  const [asks, setAsks] = useState<'decide' | 'rename' | 'remove' | null>(null)
  const close = () => setAsks(null)
  const counted = useQuery('experiments.result', { id }, { everyMs: 60_000 })
  const result = counted.data ?? experiment.result
  const back = useAction(async () => {
    if (experiment.step) await takeBack(experiment.step.actionId)
  })
  const more = useAction(async () => {
    const step = await call('experiments.apply', { id })
    offerUndoAssignment(experiment, step, words.assignedToo(step.count))
  })
  const save = useAction(async (what: 'experiments.saveAssignment' | 'experiments.saveResult') => {
    const saved =
      what === 'experiments.saveResult'
        ? await call(what, { id, column: null })
        : await call('experiments.saveAssignment', { id })
    if (saved) showToast(words.saved(saved.rows, saved.path))
  })
  const remove = useAction(async () => {
    await removeExperiment(experiment)
    replace('/analytics/experiments')
  })
  const error = back.error ?? more.error ?? save.error ?? counted.error
  return (
    <div className="page">
      <PageHead
        title={plan.name}
        crumbs={[
          { label: t.analytics.title, to: '/analytics' },
          { label: t.experiments.title, to: '/analytics/experiments' },
        ]}
        meta={<Badge tone={stateTones[experiment.state]}>{t.experiments.states[experiment.state]}</Badge>}
      >
        <Menu
          trigger={<IconButton icon={Ellipsis} label={words.more(plan.name)} />}
          items={[
            { label: words.toList, icon: List, onSelect: () => go(`/lists/${listId}`) },
            { label: words.rename, icon: Pencil, onSelect: () => setAsks('rename') },
            { label: words.saveAssignment, icon: Download, onSelect: () => save.run('experiments.saveAssignment') },
            { label: words.saveResult, icon: Download, onSelect: () => save.run('experiments.saveResult') },
            'line',
            { label: words.takeBack, icon: RotateCcw, disabled: back.busy, onSelect: back.run },
            { label: words.remove, icon: Trash2, danger: true, onSelect: () => setAsks('remove') },
          ]}
        />
        <Button label={words.decide} icon={Trophy} onClick={() => setAsks('decide')} />
      </PageHead>
      <div className="page-body stack">
        {error && <ErrorNote error={error} />}
        {experiment.unassigned > 0 && (
          <Note
            tone="info"
            title={words.unassigned(formatNumber(experiment.unassigned))}
            action={<Button label={words.assignToo} size="s" action={more} />}
          />
        )}
        {experiment.state === 'decided' && <Decided experiment={experiment} />}
        <Verdict experiment={experiment} result={result} counting={counted.data === undefined} />
        <ReadBack workspaceId={experiment.workspaceId} />
        <ListedAsOf workspaceId={experiment.workspaceId} />
        {result && (
          <>
            <VariantTable experiment={experiment} result={result} />
            {result.variants.some(({ uploaded }) => uploaded > 0) && <ByColumnCard experiment={experiment} />}
          </>
        )}
        <div className="experiment-pair">
          {result && <Source result={result} />}
          <HowSplit experiment={experiment} />
        </div>
      </div>
      {asks === 'decide' && <DecideDialog experiment={experiment} result={result} onClose={close} />}
      {asks === 'rename' && <RenameDialog experiment={experiment} onClose={close} />}
      {asks === 'remove' && (
        <AskFirst
          title={words.removeTitle(plan.name)}
          text={words.removeText}
          keep={words.keep}
          act={words.remove}
          action={remove}
          onClose={close}
        />
      )}
    </div>
  )
}

const Decided = ({ experiment }: { experiment: Experiment }) => (
  <Note
    tone="ok"
    icon={Trophy}
    title={
      <>
        {decisionText(experiment)} {experiment.decidedAt && <Time iso={experiment.decidedAt} />}
      </>
    }
  >
    {experiment.decision}
  </Note>
)

type VerdictProps = { experiment: Experiment; result: ExperimentResult | null; counting: boolean }

function Verdict({ experiment, result, counting }: VerdictProps) {
  const words = t.experiments.page
  const { plan } = experiment
  const names = plan.variants.map(({ name }) => name)
  const within = result?.within ?? null
  const sure = result && sureWords(result, names)
  const turns = within !== null && Math.sign(within.plain) * Math.sign(within.within) < 0
  return (
    <Card title={words.verdict} meta={words.judged(t.experiments.form.goals[plan.goal])}>
      <div className="stack">
        {result || !counting ? (
          <p className="experiment-verdict">
            <Icon of={FlaskConical} size={20} /> {verdictText(result, names)}
          </p>
        ) : (
          <ProgressBar share={null} label={words.counted} />
        )}
        {result?.verdict && <RateRanges experiment={experiment} result={result} />}
        {turns && <Note tone="warn" title={words.withinTurns} />}
        <InfoDetails label={words.statistics}>
          {sure && <p>{sure}</p>}
          <p>{words.test}</p>
          {within && plan.stratum && (
            <p>
              <b>{words.within(leadColumnName(plan.stratum))}</b>{' '}
              {words.withinText(
                names[within.a] ?? '',
                names[within.b] ?? '',
                formatPoints(within.plain),
                formatPoints(within.within),
                within.p < 0.001 ? '< 0.001' : within.p.toFixed(3),
                within.strata,
              )}
            </p>
          )}
        </InfoDetails>
      </div>
    </Card>
  )
}

/** Source and age of the figures. */
function Source({ result }: { result: ExperimentResult }) {
  const words = t.experiments.page
  return (
    <Card title={words.campaigns}>
      <div className="stack">
        {result.campaigns.length > 0 && (
          <ul className="stack-2">
            {result.campaigns.map(({ remoteId, name, contacted, unknown, gone }) => (
              <li key={remoteId}>
                <span className="wrap">{words.campaign(name, contacted)}</span> {gone && <Badge>{words.deleted}</Badge>}
                {unknown > 0 && <p className="small text-2">{words.unknown(formatNumber(unknown))}</p>}
              </li>
            ))}
          </ul>
        )}
        <p className="small text-3">
          {words.source} {words.counted} <Time iso={result.at} />. {words.lastEvent}{' '}
          {result.eventsAt ? <Time iso={result.eventsAt} /> : words.noEvent}.
        </p>
      </div>
    </Card>
  )
}

function HowSplit({ experiment }: { experiment: Experiment }) {
  const words = t.experiments.page
  const { plan, mark, seed } = experiment
  return (
    <Card title={words.plan}>
      <DefinitionList
        rows={[
          ...(plan.hypothesis === '' ? [] : [{ term: words.hypothesis, value: plan.hypothesis }]),
          { term: words.variable, value: <code>{plan.variable}</code> },
          ...plan.variants.map((variant) => ({ term: variant.name, value: variantValueText(variant) })),
          { term: words.markName, value: <code>{mark}</code> },
          ...(plan.stratum === null ? [] : [{ term: words.stratum, value: leadColumnName(plan.stratum) }]),
          { term: words.together, value: plan.together ? words.yes : words.no },
          { term: words.seed, value: <code>{seed}</code> },
        ]}
      />
    </Card>
  )
}
