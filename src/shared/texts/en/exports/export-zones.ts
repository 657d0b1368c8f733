/** Time zones of the leads, one campaign for each, and blackout dates. */
import type { ErrorData } from '../../../errors.ts'
import { counted, n } from '../core/counted.ts'

const leads = (count: number) => counted(count, 'lead')
const mails = (count: number) => counted(count, 'email')

export const exportZonesEn = {
  title: 'Time zones of the leads',
  looking: 'Finding the leads’ time zones…',
  many: (all: number, zones: number) => `These ${leads(all)} are in ${counted(zones, 'time zone')}.`,
  one: (zone: string) => `All leads with a known location are in the time zone ${zone}.`,
  noneKnown: 'The location of these leads is unknown. Columns for country, state, postal code or city would show it.',
  unknown: (count: number, zone: string) =>
    `The location of ${leads(count)} is unknown: they use the campaign’s time zone (${zone}).`,
  openUnknown: 'Show them',
  list: 'Leads by time zone',
  zone: 'Time zone',
  leads: 'Leads',
  countries: 'Countries',
  noCountry: 'unknown',
  more: (count: number) => `${n(count)} more`,
  open: (zone: string) => `Show the leads in ${zone}`,
  joined: (zone: string, count: number) => `includes ${leads(count)} in ${zone}, where the time is the same now`,
  perZone: 'One campaign for each time zone',
  perZoneHint:
    'Each campaign gets the leads of its zone and the same emails and accounts. It sends in your hours, local time.',
  smallest: 'Smallest campaign',
  smallestHint: 'A zone with fewer leads joins another with the same time now, if there is one.',
  smallestWrong: 'Enter a whole number from 1 to 100,000.',
  makes: (count: number) => `This creates ${counted(count, 'campaign')}, each with its own export.`,
  shareLimit: (limit: number) => `They share the limit of ${mails(limit)} a day, in proportion to their leads.`,
  shareAccounts: 'They all send from the selected accounts and share their limits.',
  rowsTitle: (zone: string, count: number) => `${zone}: ${leads(count)}`,
  unknownTitle: (count: number) => `Location unknown: ${leads(count)}`,
  country: 'Country',
  place: 'Zone',
  forecastShare: 'For all time zones together. Each campaign has its share of the emails a day.',
  dryZone: 'Campaign',
  ledgerTitle: 'Exports started together',
  ledgerMeta: 'one per time zone',
  ledgerHere: 'this export',
  ledgerRows: 'Rows',
  ledgerUploaded: 'Uploaded',
  ledgerBehind: 'Not exported',
  ledgerOpen: 'Pending',
  ledgerWhole: 'In this export',
  ledgerPart: 'of this time zone',
  ledgerState: 'State',
  ledgerAll: 'The whole list',
  ledgerSum: 'Every row of the list is in exactly one of these exports.',

  blackout: {
    title: 'Blackout dates',
    settingText:
      'On these dates Sendoff pauses the campaigns of this client that skip them. They are offered in every review, beside public holidays.',
    none: 'No public holiday falls on a day of this campaign.',
    unknownCountry: 'The leads’ country is unknown, so there are no holidays to show. Add your own dates.',
    countriesOf: (names: string) => `Public holidays of ${names}. Regional holidays are not included.`,
    goOut: (count: number) => `${mails(count)} would be sent`,
    mayGoOut: 'Emails may be sent',
    avoid: (day: string, name: string) => `No emails on ${day}, ${name}`,
    avoidAll: 'Skip all',
    sendAll: 'Send on all',
    ownDay: 'own date',
    addDate: 'Own date',
    addName: 'Name',
    addHint: 'For example company holidays',
    nameDefault: 'Own date',
    add: 'Add',
    remove: (name: string) => `Remove ${name}`,
    startMoves: (day: string) => `The first day moves to ${day}.`,
    limit: (days: number) =>
      `Instantly cannot skip single dates. So Sendoff pauses the running campaign on ${counted(days, 'day')} and resumes it afterwards. Sendoff must be running on that day and the day after. Otherwise emails are sent on that day, or the campaign stays paused until Sendoff runs again.`,
    shared: 'A holiday applies to a campaign if at least one in ten of its leads is in that country.',
    ledger: 'Blackout dates',
    states: {
      planned: 'planned',
      pausing: 'pausing',
      paused: 'paused by Sendoff',
      starting: 'resuming',
      kept: 'no emails sent',
      left: 'not changed',
      missed: 'Sendoff was not running',
    },
    drop: 'Send anyway',
  },
}

export const restMissedEn = (data: ErrorData) => ({
  what: data.campaign
    ? `The campaign “${String(data.campaign)}” was not paused on ${String(data.date ?? 'a blackout date')}.`
    : 'A campaign was not paused on a blackout date.',
  means: 'Sendoff was not running on that day, so emails may have been sent.',
  todo: 'Nothing to do. Keep Sendoff running on blackout dates, at least in the background.',
})
