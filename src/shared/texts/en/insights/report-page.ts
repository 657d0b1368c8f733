/** Words of a client's report, as the client reads them. Figures come in formatted. */
import { counted, n, plural } from '../core/counted.ts'

export const reportPageEn = {
  title: 'Campaign report',
  demo: 'DEMO: invented figures',
  verdicts: { good: 'Good', average: 'Average', attention: 'Needs attention', early: 'Too early to say' },
  reasons: {
    early: (contacted: number, needed: number) =>
      `${counted(contacted, 'person was', 'people were')} contacted. A reply rate is meaningful from ${n(needed)} people.`,
    reached: (share: string, target: string) =>
      `${share} of the people contacted replied. The target of ${target} is reached.`,
    missed: (share: string, target: string) => `${share} of the people contacted replied. The target is ${target}.`,
    best: (share: string, from: string) =>
      `${share} of the people contacted replied. The best quarter of all senders starts at ${from}.`,
    above: (share: string, average: string) =>
      `${share} of the people contacted replied. The average of all senders is ${average}.`,
    below: (share: string, average: string) =>
      `${share} of the people contacted replied. That is below the average of all senders, ${average}.`,
    farBelow: (share: string, average: string) =>
      `${share} of the people contacted replied. That is less than half of the average of all senders, ${average}.`,
    bounces: (share: string, limit: string) =>
      `${share} of the emails bounced, more than ${limit}: the addresses need to be verified.`,
  },
  figures: {
    sent: 'Emails sent',
    contacted: 'People contacted',
    replied: 'People who replied',
    interested: 'Interested',
    meetings: 'Meetings booked',
    bounced: 'Bounced emails',
  },
  ofPeople: (share: string) => `${share} of the people contacted`,
  ofMails: (share: string) => `${share} of all emails, since the start`,
  inCampaigns: (count: number) => `in ${counted(count, 'campaign')}`,
  firstMail: 'got their first email',
  notMeasured: 'not measured',
  before: (figure: string) => `previous period: ${figure}`,
  money: {
    title: 'Money',
    cost: 'Cost',
    revenue: 'Revenue',
    costPerReply: 'Cost of a reply',
    costPerPositive: 'Cost of a positive reply',
    costPerMeeting: 'Cost of a meeting',
  },
  happened: {
    title: 'Timeline',
    none: 'Nothing unusual.',
    started: (campaign: string) => `${campaign}: first emails sent`,
    finished: (campaign: string) => `${campaign}: completed, last emails sent`,
    paused: (campaign: string) => `${campaign}: last emails sent, now paused`,
    exported: (leads: number, campaign: string) => `${counted(leads, 'new contact')} for ${campaign}`,
    wins: (count: number) => counted(count, 'interested reply', 'interested replies'),
    meetings: (count: number) => `${counted(count, 'meeting')} booked`,
    bounce: (campaign: string, share: string) => `${campaign}: ${share} of the emails bounced`,
    stopped: (campaign: string) => `${campaign}: stopped by the sending system`,
    stalled: (campaign: string, days: number) => `${campaign}: nothing sent for ${counted(days, 'day')}`,
    reply_drop: (campaign: string) => `${campaign}: fewer replies than before`,
    more: (count: number) => `and ${counted(count, 'more event')}`,
  },
  next: {
    title: 'What comes next',
    none: 'No campaign is running.',
    running: (count: number) => `${counted(count, 'campaign')} ${plural(count, 'is', 'are')} running:`,
    left: (count: number) => `${counted(count, 'person', 'people')} not contacted yet`,
    allWritten: 'everybody got the first email',
    followUps: (count: number) => `${counted(count, 'follow-up')} scheduled in conversations`,
  },
  chart: {
    title: { day: 'Day by day', week: 'Week by week', month: 'Month by month' },
    sent: 'Emails sent',
    replied: 'People who replied',
    described: (sent: string, replied: string, places: number) =>
      `Chart of ${counted(places, 'place')}: ${sent} emails sent and ${replied} people who replied in all.`,
    none: 'Nothing was sent in this period.',
  },
  campaigns: {
    title: 'Campaigns',
    campaign: 'Campaign',
    state: 'State',
    sent: 'Sent',
    contacted: 'People',
    opened: 'Opened',
    replied: 'Replied',
    rate: 'Reply rate',
    interested: 'Interested',
    together: 'Total',
    none: 'No campaign sent anything in this period.',
    openedNote:
      'Opened is a share of the people contacted. Email programs open many emails automatically, so it is not reliable.',
  },
  states: {
    draft: 'draft',
    running: 'running',
    paused: 'paused',
    completed: 'done',
    subsequences: 'running',
    suspended: 'stopped',
    unhealthy: 'stopped',
    bounce_protect: 'stopped',
    unknown: 'unknown',
    gone: 'ended',
  },
  steps: {
    title: 'Emails with the most replies',
    mail: 'Email',
    step: (step: number) => `Email ${n(step)}`,
    variant: (letter: string) => `version ${letter}`,
    sent: 'Sent',
    replied: 'Replied',
    rate: 'Share',
    note: (mails: number) => `Since the campaigns started; emails sent at least ${n(mails)} times.`,
    none: (mails: number) => `No email was sent ${n(mails)} times yet.`,
  },
  accounts: {
    title: 'Sending accounts',
    account: 'Account',
    health: 'Health',
    reason: 'Reason',
    none: 'No accounts were synced yet.',
    more: (count: number) => `and ${counted(count, 'more account')}`,
    asOf: (when: string) => `As of ${when}, whatever the period of the report.`,
  },
  quotes: { title: 'What people wrote', about: (campaign: string) => `on ${campaign}` },
  foot: {
    counted:
      'People contacted got their first email in this period. Automatic replies are not counted. Interested are people labelled interested or further. Days are UTC days.',
    benchmark: 'Average and best quarter: Instantly, Cold Email Benchmark Report 2026.',
    asOf: (when: string) => `Figures as of ${when}.`,
    neverRead: 'Figures were not synced yet.',
    behind: (count: number) =>
      `${counted(count, 'campaign')} ${plural(count, 'has', 'have')} newer figures that are not included yet.`,
    page: 'Page',
  },
  sheets: {
    summary: 'Summary',
    campaigns: 'Campaigns',
    days: 'Days',
    steps: 'Emails',
    client: 'Client',
    from: 'From',
    to: 'To',
    figure: 'Figure',
    value: 'Value',
    before: 'Previous period',
    day: 'Day',
    openedPeople: 'People who opened',
    clickedPeople: 'People who clicked',
    automatic: 'Automatic replies',
    subject: 'Subject',
    version: 'Version',
  },
  /** Of the files: `Northwind report 2026-11-01 to 2026-11-30`. */
  fileName: (client: string, from: string, to: string) => `${client} report ${from} to ${to}`,
}

export type ReportPageTexts = typeof reportPageEn
