/** Texts for how long a client's texts are kept. */
import type { RetentionKind } from '../../../contract/app/retention.ts'
import { counted } from '../core/counted.ts'

export const retentionEn = {
  title: 'Retention',
  text: 'How long texts stay on this computer. Figures stay true after they went.',
  kinds: {
    emails: 'Emails in the inbox',
    payloads: 'Events as received',
    archives: 'Archived campaigns',
    calls: 'API log',
  } satisfies Record<RetentionKind, string>,
  hints: {
    emails:
      'Text, formatting and attachment names, counted from the last email of a conversation. Senders, subjects and times stay.',
    payloads: 'The webhook texts behind events. Who did what, and when, stays.',
    archives: 'Fields of leads and texts of emails. Addresses and times stay, so that nobody is contacted twice.',
    calls: 'Calls to Instantly.',
  } satisfies Record<RetentionKind, string>,
  forGood: 'Keep for good',
  months: (count: number) => counted(count, 'month'),
  amounts: {
    emails: (count: number) => counted(count, 'email'),
    payloads: (count: number) => counted(count, 'event'),
    archives: (count: number) => counted(count, 'archived record'),
    calls: (count: number) => counted(count, 'call'),
  } satisfies Record<RetentionKind, (count: number) => string>,
  would: (what: string, size: string) => `Would delete ${what}, ${size}.`,
  nothing: 'Nothing to delete now.',
  kept: (what: string) => `${what} kept: still being worked on.`,
  counting: 'Counting…',
  save: 'Save',
  saveAndDelete: 'Save and delete…',
  sure: 'Delete what is past its time?',
  sureText:
    'It is deleted from this computer for good, now and every day from here on. Backups keep it until their own rule.',
  act: 'Delete',
  saved: 'Retention saved',
  running: 'Deleting…',
  last: (when: string, what: string) => `Last deleted ${when}: ${what}.`,
  noText: 'No text. It was empty, or deleted under this client’s retention.',
}
