import type { HistoryRow } from '#shared/contract/exports/export-history.ts'
import type { ExportSettings } from '#shared/contract/exports/exports.ts'
import { formatAmountInput } from '#shared/domain/insights/money/amounts.ts'
import { saveCsv } from '../../core/lib/save-csv.ts'

/** Column names that spreadsheets and other tools know; not translated. */
const header = [
  'Export',
  'Started',
  'Ended',
  'Seconds',
  'State',
  'List',
  'Campaign',
  'Campaign Was',
  'Rows',
  'Uploaded',
  'Stayed Behind',
  'Refused',
  'Failed',
  'Not Sent',
  'Taken Back',
  'Cost',
  'Currency',
  'Skip If In Workspace',
  'Activate When Done',
  'Time Zone',
  'From',
  'To',
  'Days',
  'First Day',
  'Last Day',
  'Emails',
  'Template',
  'Template Version',
  'Accounts',
  'Most Emails A Day',
  'Hold Blocked',
  'Hold Other Clients',
  'Hold Other Companies',
  'Left Out',
  'Filled',
]

/** Writes exports as CSV, one line each, with their settings. Contains nothing about other clients. */
export const saveHistoryCsv = (
  path: string,
  pages: Iterable<readonly HistoryRow[]>,
  settingsOf: (row: HistoryRow) => ExportSettings,
): Promise<number> => saveCsv(path, header, pages, (row) => [...countsOf(row), ...settingsCells(settingsOf(row))])

const countsOf = (row: HistoryRow): readonly string[] => {
  const { totals } = row
  return [
    String(row.id),
    row.createdAt,
    row.finishedAt ?? '',
    row.durationMs === null ? '' : String(row.durationMs / 1000),
    row.state,
    row.listName,
    row.campaignName,
    row.campaignIsNew ? 'new' : 'existing',
    ...[totals.rows, totals.uploaded, totals.stayedBehind, totals.refused, totals.failed, totals.waiting].map(String),
    String(row.takenBack),
    row.cost === null ? '' : formatAmountInput(row.cost.cents, row.cost.currency),
    row.cost?.currency ?? '',
  ]
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

function settingsCells(settings: ExportSettings): readonly string[] {
  const yes = (on: boolean) => (on ? 'yes' : 'no')
  const { target } = settings
  const made = target.kind === 'new' ? target : null
  return [
    yes(settings.skipIfInWorkspace),
    yes(settings.activateWhenDone),
    made?.schedule.timezone ?? '',
    made?.schedule.from ?? '',
    made?.schedule.to ?? '',
    made?.schedule.days.map((day) => weekdays[day]).join(' ') ?? '',
    made?.schedule.startDate ?? '',
    made?.schedule.endDate ?? '',
    made ? String(made.steps.length) : '',
    made?.template?.name ?? '',
    made?.template ? String(made.template.version) : '',
    made ? String(made.accounts.length) : '',
    made?.dailyLimit?.toString() ?? '',
    yes(settings.holdBlocked ?? true),
    yes(settings.holdOtherClients ?? true),
    yes(settings.holdOtherCompanies ?? false),
    (settings.leaveOut ?? []).map(({ variable, fault }) => `${variable}: ${fault}`).join('; '),
    (settings.fill ?? []).map(({ variable, value }) => `${variable}: ${value}`).join('; '),
  ]
}
