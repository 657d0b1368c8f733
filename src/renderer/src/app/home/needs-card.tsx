import { CircleCheck, KeyRound, Pause, Send } from 'lucide-react'
import type { JobRow } from '#shared/contract/background/health.ts'
import type { ApiKeyInfo, Workspace } from '#shared/contract/clients/workspaces.ts'
import type { ExportSummary } from '#shared/contract/exports/exports.ts'
import type { ShownAlert } from '#shared/contract/insights/alerts.ts'
import type { Need } from '#shared/domain/app/needs.ts'
import { keyAge } from '#shared/domain/clients/key-age.ts'
import { JobNeeds } from '../../background/job-needs.tsx'
import { newKeyPath } from '../../core/lib/key-path.ts'
import { go } from '../../core/lib/router.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { Button, Icon } from '../../core/ui/button.tsx'
import { FoldedNeeds, NeedRow } from '../../core/ui/need-row.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Time } from '../../core/ui/time.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'
import { AlertNeeds } from '../../insights/alerts/alert-needs.tsx'
import { ReportNeed } from '../../insights/reports/report-need.tsx'

type Props = {
  needs: readonly Need[]
  alerts: readonly ShownAlert[]
  jobs: readonly JobRow[]
  workspaces: readonly Workspace[]
}

/** More than these are folded, so that the lists below stay visible. */
const maxShown = 4

/** What cannot continue without the operator, each with its one button. */
export function NeedsCard({ needs, alerts, jobs, workspaces }: Props) {
  const count = needs.length + alerts.length + jobs.length
  return (
    <Card title={t.home.needsYou} meta={count > 0 ? formatNumber(count) : undefined} pad={false}>
      {count === 0 ? (
        <div className="home-calm">
          <Icon of={CircleCheck} className="is-ok" />
          <span>{t.home.nothing}</span>
          <span className="text-3">{t.home.nothingText}</span>
        </div>
      ) : (
        <ul className="needs">
          <FoldedNeeds
            all={needs}
            most={maxShown}
            draw={(need) =>
              need.kind === 'report' ? (
                <ReportNeed key={`report-${need.plan.workspaceId}-${need.plan.partId ?? 0}`} plan={need.plan} />
              ) : need.kind === 'export' ? (
                <ExportNeed
                  key={`export-${need.export.id}`}
                  summary={need.export}
                  workspace={workspaces.find((each) => each.id === need.export.workspaceId)}
                />
              ) : need.kind === 'old_key' ? (
                <OldKeyNeed key={`old-key-${need.key.id}`} workspace={need.workspace} apiKey={need.key} />
              ) : (
                <KeyNeed key={`key-${need.workspace.id}`} workspace={need.workspace} />
              )
            }
          />
          <JobNeeds jobs={jobs} workspaces={workspaces} />
          <AlertNeeds alerts={alerts} />
        </ul>
      )}
    </Card>
  )
}

function exportTitle(summary: ExportSummary): string {
  if (summary.problem?.code === 'CAMPAIGN_CREATION_UNCLEAR') return t.home.decideTitle
  if (summary.problem?.code === 'LEAD_LIST_CREATION_UNCLEAR') return t.exportTargets.home.decideTitle
  if (summary.state === 'failed') return t.home.failedTitle
  if (summary.state === 'paused') return t.home.pausedTitle
  if (summary.activation === 'failed') return t.home.notStartedTitle
  if (summary.state === 'done') return t.exportSum.verdict.nothing
  // While offline, a bar over every screen says so.
  const reason =
    summary.problem?.code === 'API_OFFLINE' ? undefined : t.exports.strip.waits[summary.problem?.code ?? '']
  return reason === undefined ? t.home.waitsTitle : t.home.waitsFor(reason)
}

function ExportNeed({ summary, workspace }: { summary: ExportSummary; workspace: Workspace | undefined }) {
  const problem = summary.problem
  const sentence = problem ? t.errors[problem.code](problem.data) : null
  const code = summary.problem?.code
  const unclear = code === 'CAMPAIGN_CREATION_UNCLEAR' || code === 'LEAD_LIST_CREATION_UNCLEAR'
  return (
    <NeedRow
      icon={summary.state === 'paused' ? Pause : Send}
      tone={
        summary.state === 'failed' || summary.activation === 'failed' || unclear
          ? 'is-bad'
          : summary.state === 'waiting'
            ? 'is-warn'
            : 'is-info'
      }
      title={exportTitle(summary)}
      about={
        <>
          {workspace && <WorkspaceSquare colour={workspace.colour} />}{' '}
          {[workspace?.name, t.home.named(summary.campaignName)].filter(Boolean).join(': ')}
          {summary.totals.waiting > 0 &&
            `. ${t.home.leftText(formatNumber(summary.totals.waiting), formatNumber(summary.totals.rows))}`}
        </>
      }
      text={sentence && `${sentence.what} ${sentence.todo}`}
    >
      <Button
        label={unclear ? t.home.answer : t.home.openLedger}
        size="s"
        onClick={() => go(`/exports/${summary.id}`)}
      />
    </NeedRow>
  )
}

function KeyNeed({ workspace }: { workspace: Workspace }) {
  const state = workspace.keyState
  const isMissing = state === null || state === 'unreadable'
  const checkedAt = workspace.keys.find((key) => key.state === state)?.lastCheckedAt
  return (
    <NeedRow
      icon={KeyRound}
      tone={state === 'invalid' || state === 'revoked' || state === 'unreadable' ? 'is-bad' : 'is-warn'}
      title={state ? t.home.keyTitle(workspace.name, t.keys[state].word) : t.home.noKeyTitle(workspace.name)}
      about={state ? t.keys[state].means : t.home.noKeyText}
      origin={
        !isMissing &&
        (checkedAt ? (
          <>
            {t.home.checked} <Time iso={checkedAt} />.
          </>
        ) : (
          `${t.home.neverChecked}.`
        ))
      }
    >
      <Button
        label={isMissing ? t.workspaces.addKey : t.home.fixKey}
        size="s"
        onClick={() => go(isMissing ? newKeyPath(workspace.id) : `/settings/workspaces/${workspace.id}`)}
      />
    </NeedRow>
  )
}

function OldKeyNeed({ workspace, apiKey }: { workspace: Workspace; apiKey: ApiKeyInfo }) {
  return (
    <NeedRow
      icon={KeyRound}
      tone="is-bad"
      title={t.home.oldKeyTitle(workspace.name, keyAge(apiKey).days)}
      about={t.home.oldKeyText(apiKey.masked)}
    >
      <Button
        label={t.home.fixKey}
        size="s"
        onClick={() => go(`/settings/workspaces/${workspace.id}/keys/${apiKey.id}`)}
      />
    </NeedRow>
  )
}
