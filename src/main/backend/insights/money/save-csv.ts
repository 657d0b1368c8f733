import type { MoneyOverview, MoneyRow } from '#shared/contract/insights/money.ts'
import { formatAmountInput, minorDigits } from '#shared/domain/insights/money/amounts.ts'
import { type CostRatio, costPer, costRatios, profitOf, roiOf } from '#shared/domain/insights/money/figures.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { saveCsv } from '../../core/lib/save-csv.ts'

const ratioHeads: Readonly<Record<CostRatio, string>> = {
  costPerLead: 'Cost per Lead',
  costPerSent: 'Cost per Email Sent',
  costPerContacted: 'Cost per Person Contacted',
  costPerReply: 'Cost per Reply',
  costPerQualified: 'Cost per Qualified Lead',
  costPerMeeting: 'Cost per Meeting',
}
/** Column names known to spreadsheets and other tools; they are not translated. */
const header = [
  'Client',
  'Campaign',
  'From',
  'To',
  'Currency',
  'Leads',
  'Emails Sent',
  'People Contacted',
  'People Replied',
  'Qualified Leads',
  'Meetings',
  'Won',
  'Cost',
  ...costRatios.map((ratio) => ratioHeads[ratio]),
  'Revenue',
  'Revenue Counted By',
  'Profit',
  'ROI',
]

/** Writes the campaigns of an overview, one per row, amounts as plain numbers. Unknown is empty, never 0. */
export function saveMoneyCsv(
  path: string,
  { groups, from, to }: MoneyOverview,
  clientOf: (id: WorkspaceId) => string,
): Promise<number> {
  const rows = groups.flatMap((group) => group.rows.map((row) => ({ row, currency: group.currency })))
  return saveCsv(path, header, [rows], cellsOf)

  function cellsOf({ row, currency }: { readonly row: MoneyRow; readonly currency: string }) {
    const amount = (cents: number | null) => (cents === null ? '' : formatAmountInput(cents, currency))
    const ratio = (name: CostRatio) => {
      const cents = costPer(name, row)
      return cents === null ? '' : Number((cents / 10 ** minorDigits(currency)).toFixed(4))
    }
    const roi = roiOf(row)
    return [
      clientOf(row.workspaceId),
      row.name,
      from,
      to,
      currency,
      row.leads,
      row.sent,
      row.contacted,
      row.replies,
      row.qualified,
      row.meetings,
      row.won,
      amount(row.costCents),
      ...costRatios.map(ratio),
      amount(row.revenueCents),
      row.revenueCents === null ? '' : row.source,
      amount(profitOf(row)),
      roi === null ? '' : Number(roi.toFixed(4)),
    ]
  }
}
