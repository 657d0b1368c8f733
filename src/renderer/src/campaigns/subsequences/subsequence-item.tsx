import './subsequences.css'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { SubsequenceRow } from '#shared/contract/campaigns/subsequences.ts'
import type { InboxLabel } from '#shared/contract/inbox/inbox.ts'
import { canSwitch, isSwitchedOn } from '#shared/domain/campaigns/campaign-state.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { formatDate, formatList, formatNumber, t } from '../../core/lib/texts.ts'
import { showFailureOf } from '../../core/stores/show-failure.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Button, Icon } from '../../core/ui/button.tsx'
import { DefinitionList } from '../../core/ui/definition-list.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Time } from '../../core/ui/time.tsx'
import { Switch } from '../../core/ui/toggles.tsx'
import { Tooltip } from '../../core/ui/tooltip.tsx'
import { labelName } from '../../inbox/inbox/label-text.ts'
import { AsOf } from '../campaigns/as-of.tsx'
import { CopySteps } from '../campaigns/copy-card.tsx'
import { SendingReasonText } from '../campaigns/sending-card.tsx'
import { campaignTone } from '../campaigns/state-tone.ts'
import { StepTable } from '../campaigns/step-card.tsx'

type Props = { of: SubsequenceRow; labels: readonly InboxLabel[]; onPeople: () => void; onMove: () => void }

/** A subsequence: a line with its state and figures, and all details when expanded. */
export function SubsequenceItem({ of, labels, onPeople, onMove }: Props) {
  const words = t.subsequences
  const [open, setOpen] = useState(false)
  const gone = of.goneAt !== null
  return (
    <li>
      <div className="subsequence-head">
        <button
          type="button"
          className="subsequence-name"
          aria-expanded={open}
          title={words.show(of.name)}
          onClick={() => setOpen(!open)}
        >
          <Icon of={open ? ChevronDown : ChevronRight} size={14} />
          <span className="ellipsis">{of.name}</span>
        </button>
        <Badge tone={campaignTone(of.state)}>{t.campaigns.states[of.state]}</Badge>
        <span className="push row">
          {!gone && (
            <>
              <Button label={words.people} size="s" variant="quiet" onClick={onPeople} />
              <Button label={words.move} size="s" variant="quiet" onClick={onMove} />
              <SubsequenceSwitch of={of} />
            </>
          )}
        </span>
      </div>
      <Figures of={of} />
      {open && <Details of={of} labels={labels} />}
    </li>
  )
}

function Figures({ of: { totals, measures, totalsAt } }: { of: SubsequenceRow }) {
  const words = t.subsequences
  return (
    <Tooltip text={words.explain}>
      {/* Its text is read out on focus. */}
      <p className="subsequence-figures small text-2 tabular" tabIndex={0}>
        {totals === null ? (
          <span className="text-3">{words.noFigures}</span>
        ) : (
          <>
            <span>{words.sent(totals.sent)}</span>
            <span>{measures.opens ? words.opened(totals.openedUnique) : words.openedNot}</span>
            <span>{words.replied(totals.repliedUnique)}</span>
            {totalsAt && (
              <span className="text-3">
                {t.campaigns.asOf} <Time iso={totalsAt} as="ago" />
              </span>
            )}
          </>
        )}
      </p>
    </Tooltip>
  )
}

/** Switch that shows the state at Instantly: it moves once Instantly has confirmed the change. */
function SubsequenceSwitch({ of }: { of: SubsequenceRow }) {
  const words = t.subsequences
  const [busy, setBusy] = useState(false)
  const change = async (active: boolean) => {
    setBusy(true)
    try {
      await call('subsequences.setActive', { subsequenceId: of.id, active })
      showToast(active ? words.started(of.name) : words.paused(of.name))
    } catch (thrown) {
      showFailureOf(of.name, thrown)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Switch
      bare
      label={words.run(of.name)}
      checked={isSwitchedOn(of.state)}
      disabled={!canSwitch(of.state)}
      busy={busy}
      onChange={(active) => void change(active)}
    />
  )
}

function Details({ of, labels }: { of: SubsequenceRow; labels: readonly InboxLabel[] }) {
  const words = t.subsequences
  const { copy, goneAt, sending, steps, stepsAt, measures } = of
  const asking = useAction(async () => call('subsequences.askSending', { subsequenceId: of.id }))
  return (
    <div className="subsequence-body">
      {goneAt && <Note tone="quiet" title={words.goneText(formatDate(goneAt))} />}
      <DefinitionList
        rows={[
          {
            term: words.enters,
            value: (
              <ul>
                {conditionLines(of, labels).map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            ),
          },
          { term: words.schedule, value: <Schedule of={of} /> },
          ...(copy.limit
            ? [
                {
                  term: words.limit,
                  value:
                    copy.limit.mode === 'unlimited' || copy.limit.perDay === null
                      ? words.unlimited
                      : formatNumber(copy.limit.perDay),
                },
              ]
            : []),
          ...(copy.ignoresAccountLimit ? [{ term: words.accountLimit, value: words.accountLimitOff }] : []),
          { term: words.contentAt, value: <Time iso={of.contentAt} as="ago" /> },
        ]}
      />
      {goneAt === null && (
        <div className="row">
          <Button label={t.campaigns.ask} size="s" action={asking} />
          <span className="text-3 small">{t.campaigns.why}</span>
        </div>
      )}
      {asking.error && <ErrorNote error={asking.error} />}
      {sending && (
        <div className="stack">
          <SendingReasonText sending={sending} />
        </div>
      )}
      {steps.length > 0 && (
        <div>
          <StepTable steps={steps} measures={measures} withoutMarks />
          <AsOf iso={stepsAt} />
        </div>
      )}
      {copy.steps.length === 0 ? (
        <p className="text-3">{words.noMails}</p>
      ) : (
        <CopySteps steps={copy.steps} first={(wait) => words.firstWaits[wait?.unit ?? 'days'](wait?.amount ?? 0)} />
      )}
    </div>
  )
}

function Schedule({ of: { copy } }: { of: SubsequenceRow }) {
  if (copy.schedules === null) return t.subsequences.scheduleOfCampaign
  return (
    <ul>
      {copy.schedules.map((schedule, at) => (
        // Schedules have no ids, and names may repeat.
        <li key={at}>
          {formatList(schedule.days.map((day) => t.exports.daysShort[day] ?? ''))},{' '}
          {t.campaigns.hours(schedule.from, schedule.to, schedule.timezone)}
        </li>
      ))}
    </ul>
  )
}

/** Returns the conditions under which leads enter, one per line. */
function conditionLines({ copy: { conditions } }: SubsequenceRow, labels: readonly InboxLabel[]): readonly string[] {
  const words = t.subsequences
  const names = conditions.interest.map((value) =>
    labelName(labels.find((label) => label.value === value) ?? { name: null, value }),
  )
  const lines = [
    ...(names.length > 0 ? [words.interest(formatList(names))] : []),
    ...(conditions.opened ? [words.activityOpened] : []),
    ...(conditions.clicked ? [words.activityClicked] : []),
    ...(conditions.completed ? [words.activityCompleted] : []),
    ...(conditions.replyContains ? [words.replyContains(conditions.replyContains)] : []),
    ...(conditions.others > 0 ? [words.otherConditions(conditions.others)] : []),
  ]
  return lines.length > 0 ? lines : [words.byHandOnly]
}
