/** Time zones of the leads, one campaign for each, and days without mail. */
import type { ErrorData } from '../../../errors.ts'
import { counted, n } from '../core/counted.ts'

const leads = (count: number) => counted(count, 'lead')
const mails = (count: number) => counted(count, 'mail')

export const exportZonesEn = {
  title: 'Time zones of the leads',
  looking: 'Looking where the leads are …',
  many: (all: number, zones: number) => `These ${leads(all)} live in ${counted(zones, 'time zone')}.`,
  one: (zone: string) => `All leads whose place is known live at the time of ${zone}.`,
  noneKnown: 'Nothing in these leads says where they are. Columns for country, state, postal code or city would.',
  unknown: (count: number, zone: string) =>
    `The place of ${leads(count)} is not known: they keep the zone of the plan (${zone}).`,
  openUnknown: 'See them',
  list: 'Leads by time zone',
  zone: 'Time zone',
  leads: 'Leads',
  countries: 'Countries',
  noCountry: 'not known',
  more: (count: number) => `${n(count)} more`,
  open: (zone: string) => `See the leads of ${zone}`,
  joined: (zone: string, count: number) => `with ${leads(count)} of ${zone}, where it is the same time now`,
  pageTitle: (count: number, campaigns: number) => `${leads(count)} to ${counted(campaigns, 'campaign')}`,
  perZone: 'One campaign for each time zone',
  perZoneHint: 'Each campaign gets the leads of its zone, the same emails and accounts, and sends in your hours there.',
  smallest: 'Smallest campaign',
  smallestHint: 'A zone with fewer leads joins another where it is the same time now. Where there is none, it stays.',
  smallestWrong: 'Write a whole number from 1 to 100,000.',
  makes: (count: number) => `Export makes ${counted(count, 'campaign')}, each with an export of its own.`,
  shareLimit: (limit: number) => `They share the limit of ${mails(limit)} a day, by their leads.`,
  shareAccounts: 'All of them send from the chosen accounts, whose limits hold for them together.',
  rowsTitle: (zone: string, count: number) => `${zone}: ${leads(count)}`,
  unknownTitle: (count: number) => `Place not known: ${leads(count)}`,
  country: 'Country',
  place: 'Zone',
  forecastShare: 'Counted for all time zones together; each campaign has its share of the mails a day.',
  dryZone: 'Campaign',
  ledgerTitle: 'Exports of this press',
  ledgerMeta: 'one for each time zone',
  ledgerHere: 'this export',
  ledgerRows: 'Rows',
  ledgerUploaded: 'Uploaded',
  ledgerBehind: 'Not uploaded',
  ledgerOpen: 'To come',
  ledgerWhole: 'In this export',
  ledgerPart: 'of this time zone',
  ledgerState: 'State',
  ledgerAll: 'The whole list',
  ledgerSum: 'Every row of the list is in one of these exports, and in no other.',

  rest: {
    title: 'Days without mail',
    none: 'No public holiday falls on a day of this campaign.',
    unknownCountry:
      'Of which country the leads are is not known, so there are no holidays to show. Add dates of your own.',
    countriesOf: (names: string) => `Public holidays of ${names}. Those of single states are not among them.`,
    goOut: (count: number) => `${mails(count)} would go out`,
    mayGoOut: 'Mails may go out',
    avoid: (day: string, name: string) => `No mails on ${day}, ${name}`,
    avoidAll: 'Avoid all',
    sendAll: 'Send on all',
    ownDay: 'own date',
    addDate: 'Own date',
    addName: 'What it is',
    addHint: 'For example company holidays. Kept for this client.',
    nameDefault: 'Own day',
    add: 'Add',
    remove: (name: string) => `Remove ${name}`,
    startMoves: (day: string) => `The first day moves to ${day}.`,
    limit: (days: number) =>
      `Instantly cannot leave out single dates. So Sendoff pauses the campaign on ${counted(days, 'day')} and starts it again after, if it was running. Sendoff must be running on that day, and on the day after. A day it is not running goes by with mails. A campaign it paused is started again as soon as Sendoff runs.`,
    shared: 'A holiday holds for a campaign if at least one in ten of its leads is of that country.',
    ledger: 'Days without mail',
    states: {
      planned: 'to come',
      pausing: 'pausing',
      paused: 'paused by Sendoff',
      starting: 'starting again',
      kept: 'no mails went out',
      left: 'left as it was',
      missed: 'Sendoff was not running',
    },
    drop: 'Send after all',
  },
}
export type ExportZonesTexts = typeof exportZonesEn

export const restMissedEn = (data: ErrorData) => ({
  what: data.campaign
    ? `The campaign “${String(data.campaign)}” was not paused on ${String(data.date ?? 'a day without mail')}.`
    : 'A campaign was not paused on a day without mail.',
  means: 'Sendoff was not running on that day, so mails may have gone out.',
  todo: 'Nothing has to be done. Leave Sendoff running on days without mail, also in the background.',
})
