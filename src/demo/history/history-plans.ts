/** Two invented clients of a small agency and their campaigns. */

import type { Language } from '../reactions/reply-words.ts'
import data from './history-copy.json' with { type: 'json' }
import type { Country } from './history-people.ts'

/** The mails of invented campaigns, in each language, and those of a recruiter. */
type Mail = { readonly subject: string; readonly body: string }
type Sequence = readonly { readonly delay: number; readonly variants: readonly Mail[] }[]

const copies: Readonly<Record<Exclude<Language, 'es'> | 'hiring', Sequence>> = data

export type CampaignPlan = {
  readonly name: string
  readonly country: Country
  readonly timezone: string
  readonly copy: Sequence
  readonly leads: number
  readonly createdDaysAgo: number
  readonly state: 'draft' | 'started'
  readonly pausedDaysAgo?: number
  /** When its mailboxes lost their connection, which has not been restored. */
  readonly unhealthyDaysAgo?: number
  /** Indexes into the client's list of mailboxes. */
  readonly mailboxes: readonly number[]
  readonly dailyLimit: number
  readonly dailyNew: number | null
  readonly tracking: boolean
  /** Value of one opportunity. */
  readonly value: number
}

export type ClientPlan = {
  readonly name: string
  readonly key: string
  readonly planName: string
  readonly planId: string
  readonly leadLimit: number
  readonly mailboxes: readonly {
    readonly email: string
    readonly firstName: string
    readonly lastName: string
    readonly dailyLimit: number
    /** Its warmup score falls over the days, or recovers. */
    readonly falls?: boolean
    readonly recovers?: boolean
    readonly dnsMissing?: readonly ('mx' | 'spf' | 'dkim' | 'dmarc')[]
  }[]
  readonly blocked: readonly string[]
  readonly tags: readonly string[]
  readonly labels: readonly { readonly text: string; readonly tone: string }[]
  readonly lists: readonly { readonly name: string; readonly country: Country; readonly leads: number }[]
  readonly campaigns: readonly CampaignPlan[]
}

const berlin = 'Europe/Belgrade'
const london = 'Europe/Isle_of_Man'

function mailbox(name: string, domain: string, dailyLimit = 30) {
  const [firstName = '', lastName = ''] = name.split(' ')
  return { email: `${firstName}@${domain}`.toLowerCase(), firstName, lastName, dailyLimit }
}

export const demoClients: readonly ClientPlan[] = [
  {
    name: 'Kestrel Stock Systems',
    key: 'demo-key-kestrel-stock-systems',
    planName: 'Hypergrowth',
    planId: 'pid_hg_v1',
    leadLimit: 25_000,
    mailboxes: [
      mailbox('Mara Lindqvist', 'kestrel-stock.example'),
      mailbox('Jon Hale', 'kestrel-stock.example'),
      { ...mailbox('Mara Lindqvist', 'trykestrel.example', 25), falls: true, dnsMissing: ['dmarc'] },
      { ...mailbox('Jon Hale', 'trykestrel.example', 25), falls: true, dnsMissing: ['dmarc'] },
      mailbox('Lena Vogt', 'kestrel-bestand.example'),
      mailbox('Paul Reimann', 'kestrel-bestand.example'),
      mailbox('Sanne Blom', 'kestrel-voorraad.example', 25),
      mailbox('Rik Verhoef', 'kestrel-voorraad.example', 25),
    ],
    blocked: [
      'kestrel-stock.example',
      'competitor-stock.example',
      'jobs@fallow-foods.example',
      'moorkamp-handel.example',
    ],
    tags: ['Warm domains', 'New in October'],
    labels: [
      { text: 'Send in January', tone: 'neutral' },
      { text: 'Asked for a pilot', tone: 'positive' },
    ],
    lists: [
      { name: 'Trade fair Hanover', country: 'Germany', leads: 140 },
      { name: 'Webinar guests', country: 'United Kingdom', leads: 60 },
      { name: 'Wholesale register', country: 'Netherlands', leads: 90 },
    ],
    campaigns: [
      {
        name: 'DACH logistics, summer',
        country: 'Germany',
        timezone: berlin,
        copy: copies.de,
        leads: 420,
        createdDaysAgo: 150,
        state: 'started',
        mailboxes: [4, 5, 0],
        dailyLimit: 60,
        dailyNew: 25,
        tracking: false,
        value: 4200,
      },
      {
        name: 'Benelux wholesale',
        country: 'Netherlands',
        timezone: berlin,
        copy: copies.nl,
        leads: 280,
        createdDaysAgo: 118,
        state: 'started',
        mailboxes: [6, 7],
        dailyLimit: 45,
        dailyNew: 20,
        tracking: true,
        value: 3600,
      },
      {
        name: 'UK manufacturing, operations',
        country: 'United Kingdom',
        timezone: london,
        copy: copies.en,
        leads: 380,
        createdDaysAgo: 96,
        state: 'started',
        pausedDaysAgo: 61,
        mailboxes: [0, 1, 2],
        dailyLimit: 50,
        dailyNew: 12,
        tracking: true,
        value: 5000,
      },
      {
        name: 'DACH purchasing',
        country: 'Germany',
        timezone: berlin,
        copy: copies.de,
        leads: 640,
        createdDaysAgo: 58,
        state: 'started',
        mailboxes: [4, 5],
        dailyLimit: 50,
        dailyNew: 14,
        tracking: false,
        value: 4200,
      },
      {
        name: 'France distribution',
        country: 'France',
        timezone: berlin,
        copy: copies.fr,
        leads: 300,
        createdDaysAgo: 38,
        state: 'started',
        mailboxes: [0, 3],
        dailyLimit: 30,
        dailyNew: 9,
        tracking: true,
        value: 3900,
      },
      {
        name: 'UK retail, two subjects',
        country: 'United Kingdom',
        timezone: london,
        copy: copies.en,
        leads: 520,
        createdDaysAgo: 31,
        state: 'started',
        mailboxes: [1, 2],
        dailyLimit: 55,
        dailyNew: 18,
        tracking: true,
        value: 5000,
      },
      {
        name: 'Netherlands, new domains',
        country: 'Netherlands',
        timezone: berlin,
        copy: copies.nl,
        leads: 220,
        createdDaysAgo: 19,
        state: 'started',
        unhealthyDaysAgo: 3,
        mailboxes: [6, 7],
        dailyLimit: 40,
        dailyNew: 10,
        tracking: false,
        value: 3600,
      },
      {
        name: 'January relaunch',
        country: 'Germany',
        timezone: berlin,
        copy: copies.de,
        leads: 150,
        createdDaysAgo: 4,
        state: 'draft',
        mailboxes: [4, 5],
        dailyLimit: 40,
        dailyNew: 20,
        tracking: false,
        value: 4200,
      },
    ],
  },
  {
    name: 'Harborline Talent',
    key: 'demo-key-harborline-talent',
    planName: 'Growth',
    planId: 'pid_g_v2',
    leadLimit: 1_000,
    mailboxes: [
      mailbox('Nora Quist', 'harborline.example'),
      mailbox('Theo Marlow', 'harborline.example'),
      { ...mailbox('Nora Quist', 'harborline-jobs.example', 20), recovers: true },
      mailbox('Theo Marlow', 'harborline-jobs.example', 20),
    ],
    blocked: ['harborline.example', 'wexley-partners.example'],
    tags: ['Main domain', 'Second domain'],
    labels: [{ text: 'Has open roles', tone: 'positive' }],
    lists: [{ name: 'Old contacts', country: 'United Kingdom', leads: 45 }],
    campaigns: [
      {
        name: 'Planners, north',
        country: 'United Kingdom',
        timezone: london,
        copy: copies.hiring,
        leads: 260,
        createdDaysAgo: 102,
        state: 'started',
        mailboxes: [0, 1],
        dailyLimit: 40,
        dailyNew: 15,
        tracking: true,
        value: 6500,
      },
      {
        name: 'Planners, south',
        country: 'United Kingdom',
        timezone: london,
        copy: copies.hiring,
        leads: 340,
        createdDaysAgo: 47,
        state: 'started',
        mailboxes: [0, 1, 2],
        dailyLimit: 45,
        dailyNew: 10,
        tracking: true,
        value: 6500,
      },
      {
        name: 'Iberia, first try',
        country: 'Spain',
        timezone: berlin,
        copy: copies.hiring,
        leads: 120,
        createdDaysAgo: 25,
        state: 'started',
        pausedDaysAgo: 9,
        mailboxes: [3],
        dailyLimit: 20,
        dailyNew: 8,
        tracking: false,
        value: 5200,
      },
    ],
  },
]

/** Returns the same clients with only a fraction of the people in each campaign and list. */
export const withFewerPeople = (share: number): readonly ClientPlan[] =>
  demoClients.map((client) => ({
    ...client,
    lists: client.lists.map((list) => ({ ...list, leads: Math.ceil(list.leads * share) })),
    campaigns: client.campaigns.map((campaign) => ({ ...campaign, leads: Math.ceil(campaign.leads * share) })),
  }))
