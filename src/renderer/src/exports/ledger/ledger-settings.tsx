import {
  type CampaignOptions,
  type ExportSettings,
  isNewTarget,
  type Ledger,
  type Schedule,
  type ZoneMatch,
} from '#shared/contract/exports/exports.ts'
import { formatDate, formatList, formatNumber, t } from '../../core/lib/texts.ts'
import { DefinitionList } from '../../core/ui/definition-list.tsx'
import { Card } from '../../core/ui/page.tsx'
import { daysWords } from '../plan/plan-row-text.ts'
import { ledgerTexts } from './ledger-texts.ts'
import { partRows, skipRulesText, tagRows } from './setting-rows.ts'

type Row = { readonly term: string; readonly value: string }

export function LedgerSettings({ ledger }: { ledger: Ledger }) {
  return (
    <Card title={t.exports.ledger.settings}>
      <SettingsList ledger={ledger} />
    </Card>
  )
}

/** Settings of an export, one per line. */
export function SettingsList({ ledger }: { ledger: Ledger }) {
  const words = ledgerTexts(ledger.summary.target)
  const { settings, summary, zone } = ledger
  const { target } = settings
  const rows: Row[] = [
    {
      term: words.settingTarget,
      value: `${summary.campaignName} (${isNewTarget(target) ? words.settingNew : words.settingExisting})`,
    },
    { term: words.settingSkip, value: skipRulesText(settings) },
    ...(summary.target === 'list'
      ? []
      : [{ term: words.settingActivate, value: words.activation[summary.activation] }]),
    ...partRows(ledger),
    ...tagRows(ledger),
    ...ruleRows(settings),
  ]
  if (target.kind === 'new') {
    const { template } = target
    const own = t.exportHistory.settingRules
    rows.push(
      ...scheduleRows(target.schedule, zone),
      { term: words.settingEmails, value: words.settingEmailsCount(target.steps.length) },
      ...(template ? [{ term: own.template, value: own.templateValue(template.name, template.version) }] : []),
      { term: words.settingAccounts, value: words.settingAccountsCount(target.accounts.length) },
      {
        term: words.settingLimit,
        value: target.dailyLimit === null ? words.settingLimitNone : formatNumber(target.dailyLimit),
      },
      ...(target.options ? [{ term: t.review.options.title, value: optionWords(target.options) }] : []),
    )
  }
  return <DefinitionList rows={rows} />
}

const switches = ['open_tracking', 'link_tracking', 'stop_on_reply', 'stop_on_auto_reply', 'text_only'] as const
const minutes = ['email_gap', 'random_wait_max'] as const

function optionWords(options: CampaignOptions): string {
  const words = t.campaigns
  return [
    ...switches.map((name) => `${words.switches[name]}: ${options[name] ? words.yes : words.no}`),
    ...minutes.flatMap((name) => {
      const value = options[name]
      return value === null ? [] : [`${words.numbers[name]}: ${formatNumber(value)}`]
    }),
  ].join(', ')
}

/** Returns the rules on who was left out, which values excluded a lead, and the fallbacks for blank values. */
function ruleRows(settings: ExportSettings): readonly Row[] {
  const words = t.exportHistory.settingRules
  const { holdBlocked = true, holdOtherClients = true, holdOtherCompanies = false, fill = [] } = settings
  const { blanksOut = [] } = settings
  const leaveOut = [
    ...blanksOut.map((variable) => ({ variable, fault: 'blank' as const })),
    ...(settings.leaveOut ?? []),
  ]
  const held = [
    ...(holdBlocked ? [words.blocked] : []),
    ...(holdOtherClients ? [words.otherClients] : []),
    ...(holdOtherCompanies ? [words.otherCompanies] : []),
  ]
  const { faults } = t.sequences.coverage
  return [
    { term: words.hold, value: held.length > 0 ? formatList(held) : words.none },
    ...(leaveOut.length > 0
      ? [
          {
            term: words.leftOut,
            value: leaveOut.map(({ variable, fault }) => `${variable}: ${faults[fault]}`).join(', '),
          },
        ]
      : []),
    ...(fill.length > 0
      ? [
          {
            term: t.exportHistory.fill.setting,
            value: fill.map(({ variable, value }) => t.exportHistory.fill.settingValue(variable, value)).join(', '),
          },
        ]
      : []),
  ]
}

function scheduleRows(schedule: Schedule, zone: ZoneMatch | null): readonly Row[] {
  const words = t.exports.ledger
  return [
    { term: words.settingSchedule, value: words.settingHours(daysWords(schedule.days), schedule.from, schedule.to) },
    {
      term: words.settingZone,
      // Another name for the same hours adds nothing.
      value: zone && zone.daysOff > 0 ? words.settingZoneUsed(schedule.timezone, zone.used) : schedule.timezone,
    },
    { term: words.settingDates, value: datesOf(schedule) },
  ]
}

function datesOf({ startDate, endDate }: Schedule): string {
  const words = t.exports.ledger
  const shown = (date: string) => formatDate(`${date}T12:00:00Z`)
  if (startDate && endDate) return `${shown(startDate)} – ${shown(endDate)}`
  if (startDate) return words.settingFrom(shown(startDate))
  return endDate ? words.settingUntil(shown(endDate)) : words.settingNoDates
}
