/** Collects the figures of groups of leads, and the lines of the one whose sum is requested. */
import type { PartLine } from '#shared/contract/insights/money.ts'
import { divideCents } from '#shared/domain/insights/money/amounts.ts'
import { addFigures, type MoneyFigures, noFigures, unsyncedCounts } from '#shared/domain/insights/money/figures.ts'
import type { WorkspaceId } from '#shared/ids.ts'

/** Key for leads, costs or replies that belong to no list here. */
export const unassignedKey = 'outside'

export type Lines = { readonly costs: PartLine[]; readonly revenue: PartLine[] }
export type Group = {
  readonly name: string | null
  readonly workspaceId: WorkspaceId | null
  readonly figures: MoneyFigures
}

/** `traced`: the group whose lines are requested. */
export function createMoneyGroups(
  workspaceId: WorkspaceId,
  { nameOf, traced }: { readonly nameOf: (key: string) => string | null; readonly traced: string | null },
) {
  const groups = new Map<string, Group>()
  const lines: Lines = { costs: [], revenue: [] }

  function add(key: string, more: Partial<MoneyFigures>): void {
    const ofClient = key.startsWith('list ') || key.startsWith('file ')
    const { figures, ...group } = groups.get(key) ?? {
      name: nameOf(key),
      workspaceId: ofClient ? workspaceId : null,
      figures: noFigures,
    }
    groups.set(key, { ...group, figures: addFigures(figures, { ...noFigures, ...more }) })
  }

  /** Divides an amount among groups by their weights; without any, it belongs to no group. */
  function give(
    what: 'costCents' | 'revenueCents',
    of: Pick<PartLine, 'kind' | 'name'>,
    wholeCents: number,
    weights: ReadonlyMap<string, number>,
  ): void {
    const keyed = [...weights].filter(([, weight]) => weight > 0)
    const ofWeight = keyed.reduce((sum, [, weight]) => sum + weight, 0)
    const divided = divideCents(
      wholeCents,
      keyed.map(([, weight]) => weight),
    )
    const given = divided
      ? divided.map((cents, at) => ({ key: keyed[at]?.[0] ?? unassignedKey, weight: keyed[at]?.[1] ?? 0, cents }))
      : [{ key: unassignedKey, weight: 0, cents: wholeCents }]
    for (const { key, weight, cents } of given) {
      add(key, { [what]: cents })
      if (key !== traced || cents === 0) continue
      const line = { ...of, weight, ofWeight, wholeCents, cents }
      if (what === 'costCents') lines.costs.push(line)
      else lines.revenue.push(line)
    }
  }

  /** What is known for some groups is 0 and not unknown for the others. */
  function complete(known: { readonly costs: boolean; readonly revenue: boolean; readonly labels: boolean }): void {
    for (const [key, { figures, ...group }] of groups) {
      const costCents = figures.costCents ?? (known.costs ? 0 : null)
      const revenueCents = figures.revenueCents ?? (known.revenue ? 0 : null)
      const labels = known.labels ? {} : unsyncedCounts
      groups.set(key, { ...group, figures: { ...figures, ...labels, costCents, revenueCents } })
    }
  }

  return { groups, lines, add, give, complete }
}
