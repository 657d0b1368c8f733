/** Joins alerts on accounts of one domain that fail for the same cause. */
import type { ShownAlert } from '#shared/contract/insights/alerts.ts'
import { rankOfLevel } from './alert-memory.ts'

/** Returns the key by which alerts are joined; for other alerts their own key. */
export function causeOf({ about, workspaceId, key }: ShownAlert): string {
  return about.kind === 'mailbox' ? `${workspaceId} ${about.domain} ${about.reason.kind}` : `${workspaceId} ${key}`
}

/** Joins alerts with the same cause: position and key of the first, level of the worst, start of the oldest. */
export function joinByCause(alerts: readonly ShownAlert[]): readonly ShownAlert[] {
  const groups = new Map<string, ShownAlert[]>()
  for (const alert of alerts) groups.set(causeOf(alert), [...(groups.get(causeOf(alert)) ?? []), alert])
  return [...groups.values()].map((group) => group.reduce(joinAlerts))
}

function joinAlerts(one: ShownAlert, other: ShownAlert): ShownAlert {
  if (one.about.kind !== 'mailbox' || other.about.kind !== 'mailbox') return one
  const named = new Set(one.about.campaigns.map(({ id }) => id))
  return {
    ...one,
    level: rankOfLevel[other.level] > rankOfLevel[one.level] ? other.level : one.level,
    since: [one.since, other.since].filter((since) => since !== null).toSorted()[0] ?? null,
    about: {
      ...one.about,
      emails: [...one.about.emails, ...other.about.emails],
      campaigns: [...one.about.campaigns, ...other.about.campaigns.filter(({ id }) => !named.has(id))],
    },
  }
}
