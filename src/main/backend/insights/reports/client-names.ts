/** Names campaigns as clients know them: a new one is named after its list and day, which means nothing to them. */
import type { ReportFacts } from './gather.ts'

const withoutDay = (name: string): string => name.replace(/ - \d{4}-\d{2}-\d{2}$/, '') || name

/** Returns the facts with campaign names without the day of the export; unless names would no longer be unique. */
export function withClientNames(facts: ReportFacts): ReportFacts {
  const known = new Set([...facts.overview.campaigns, ...facts.next.running].map(({ name }) => name))
  const short = Map.groupBy(known, withoutDay)
  const nameOf = (name: string) => {
    const plain = withoutDay(name)
    return (short.get(plain)?.length ?? 0) > 1 ? name : plain
  }
  return {
    ...facts,
    overview: {
      ...facts.overview,
      campaigns: facts.overview.campaigns.map((one) => ({ ...one, name: nameOf(one.name) })),
    },
    timeline: facts.timeline.map((one) => ('campaign' in one ? { ...one, campaign: nameOf(one.campaign) } : one)),
    next: { ...facts.next, running: facts.next.running.map((one) => ({ ...one, name: nameOf(one.name) })) },
    mails: facts.mails.map((one) => ({ ...one, campaign: nameOf(one.campaign) })),
    quotes: facts.quotes.map((one) => ({
      ...one,
      campaignName: one.campaignName === null ? null : nameOf(one.campaignName),
    })),
  }
}
