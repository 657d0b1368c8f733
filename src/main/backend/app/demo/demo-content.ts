/** What the operator of the demo did in the last days: lists imported and exported. All names are made up. */
import type { Step } from '#shared/contract/exports/exports.ts'
import type { ExperimentPlan } from '#shared/domain/exports/experiments/plan.ts'

export type DemoEvent = {
  /** The demo's first or second client. */
  readonly client: 0 | 1
  /** Days before today. */
  readonly daysAgo: number
  /** A file in `resources/samples/demo`. */
  readonly file: string
  readonly listName: string
  /** The campaign it was exported to; null for a list not exported yet. */
  readonly campaign: DemoCampaign | null
  /** An experiment applied to the list before the export. */
  readonly experiment?: ExperimentPlan
}

export type DemoCampaign = {
  readonly name: string
  readonly timezone: string
  readonly steps: readonly Step[]
  readonly dailyLimit: number
  readonly activate: boolean
}

/** Oldest first, the order in which they are replayed. */
export const demoEvents: readonly DemoEvent[] = [
  {
    client: 0,
    daysAgo: 12,
    file: 'warehouse-managers-uk.csv',
    listName: 'Warehouse managers UK',
    experiment: {
      name: 'Own sentence or a question',
      hypothesis: 'A sentence about their own site is read; a question all could be asked is not.',
      variable: 'icebreaker',
      variants: [
        { name: 'Own sentence', share: 1, value: { kind: 'unchanged' } },
        {
          name: 'Question',
          share: 1,
          value: { kind: 'text', text: 'Is the next stock count in {{city|your site}} in the calendar already?' },
        },
      ],
      stratum: 'variable:city',
      together: true,
      goal: 'replied',
    },
    campaign: {
      name: 'Warehouse managers UK',
      timezone: 'Europe/London',
      dailyLimit: 80,
      activate: true,
      steps: [
        {
          subject: 'Stock counts at {{companyName}}',
          body: 'Hi {{firstName}},\n\n{{icebreaker}}\n\nHow many days a month go into counting stock there? We cut that to half a morning, without new scanners.\n\nWorth a look?\n\nMara, Kestrel',
          waitDays: 3,
        },
        {
          subject: '',
          body: 'Hi {{firstName}},\n\nI can send a one-page example from a site of your size in {{city}}. Just answer with “page”.\n\nMara',
          waitDays: 5,
        },
        {
          subject: '',
          body: 'Hi {{firstName}}, I stop here. If counting stock comes up at {{companyName}}, you know where to find me. Mara',
          waitDays: 0,
        },
      ],
    },
  },
  {
    client: 1,
    daysAgo: 8,
    file: 'maps-planning-offices.csv',
    listName: 'Planning offices, map search',
    campaign: {
      name: 'Planning offices',
      timezone: 'Europe/London',
      dailyLimit: 30,
      activate: true,
      steps: [
        {
          subject: 'Planners for {{companyName}}',
          body: 'Hello,\n\nthree planners in {{city}} are looking for a move before spring. Shall I send their profiles, without names?\n\nNora, Harborline',
          waitDays: 4,
        },
        { subject: '', body: 'Hello, just this once more: shall I send the profiles?\n\nNora', waitDays: 0 },
      ],
    },
  },
  {
    client: 0,
    daysAgo: 5,
    file: 'grosshandel-norddeutschland.csv',
    listName: 'Großhandel Norddeutschland',
    campaign: {
      name: 'Großhandel Norddeutschland',
      timezone: 'Europe/Berlin',
      dailyLimit: 40,
      activate: true,
      steps: [
        {
          subject: 'Inventur bei {{companyName}}',
          body: 'Guten Tag {{firstName}} {{lastName}},\n\nwie viele Tage im Monat kostet Sie das Zählen? Bei unseren Kunden ist es noch ein halber Vormittag.\n\nDarf ich Ihnen zeigen, wie?\n\nLena, Kestrel',
          waitDays: 4,
        },
        {
          subject: '',
          body: 'Guten Tag {{firstName}} {{lastName}}, kurz nachgefragt: Soll ich Ihnen ein Beispiel schicken?\n\nLena',
          waitDays: 0,
        },
      ],
    },
  },
  {
    client: 1,
    daysAgo: 3,
    file: 'job-fair-cards.csv',
    listName: 'Job fair, first day',
    campaign: {
      name: 'Job fair follow-up',
      timezone: 'Europe/London',
      dailyLimit: 20,
      activate: false,
      steps: [
        {
          subject: 'We met at the job fair, {{firstName}}',
          body: 'Hi {{firstName}},\n\ngood to meet you. Shall I send two profiles for {{companyName}} this week?\n\nTheo, Harborline',
          waitDays: 0,
        },
      ],
    },
  },
  { client: 0, daysAgo: 2, file: 'webinar-guests.csv', listName: 'Webinar guests, November', campaign: null },
  { client: 1, daysAgo: 1, file: 'job-fair-cards-second-day.csv', listName: 'Job fair, second day', campaign: null },
]
