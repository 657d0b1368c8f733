import { useMemo } from 'react'
import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { type Column, column } from '../../core/ui/column.ts'
import { Spark } from '../../core/ui/spark.tsx'

/** Reply rates of twelve weeks, by campaign id; campaigns that sent nothing in that time have none. */
export type Trends = ReadonlyMap<number, readonly (number | null)[]>

/** Returns the reply rates of a client's campaigns, or of all, over the last twelve weeks. */
export function useTrends(client: ClientFilter): Trends {
  const lines = useQuery('home.campaigns', client).data?.lines
  return useMemo(() => new Map((lines ?? []).map(({ id, replyRates }) => [id as number, replyRates])), [lines])
}

const none: readonly (number | null)[] = []

/** Column with a line for each campaign that has a trend. */
export const trendColumn = <Row extends { readonly id: number; readonly name: string }>(trends: Trends): Column<Row> =>
  column('trend', t.campaigns.trend, { width: 96 }, (row) => (
    <Spark values={trends.get(row.id) ?? none} label={t.campaigns.trendOf(row.name)} width={72} />
  ))
