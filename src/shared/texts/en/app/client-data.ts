/** Texts for a client at the end of a contract: exporting, importing and deleting its data. */
import { counted } from '../core/counted.ts'

export const clientDataEn = {
  title: 'End of contract',
  text: 'Hand everything over as files, then delete the client from this computer.',
  export: 'Export everything…',
  exportHint:
    'A folder with CSV files for people and JSON lines for programs: lists, emails, events, archives, export results, opt-outs and reports. Without keys.',
  exporting: (rows: number) => `${counted(rows, 'row')} written`,
  exported: (rows: number, files: number) => `${counted(rows, 'row')} in ${counted(files, 'file')}`,
  cancel: 'Cancel',
  delete: 'Delete client…',
  deleteHint: 'Everything of this client on this computer, for good. There is no undo.',
  deleteTitle: (client: string) => `Delete ${client}?`,
  deleteText:
    'Lists, leads, emails, events, figures, reports’ history, keys and tokens of this client are deleted from this computer. Exports under way are cancelled first.',
  stays: 'What stays',
  staysLines: [
    'Campaigns and leads at Instantly. Campaigns keep sending there.',
    'Contacts in CRMs, rows in Supabase, and what the relay has not forgotten yet.',
    'Files you saved: reports, CSVs, exports.',
  ],
  type: (name: string) => `Type ${name} to confirm`,
  keep: 'Keep client',
  act: 'Delete client',
  import: 'Import a client…',
  importTitle: 'Import a client',
  importText: (name: string, made: string, rows: number) => `${name}, exported ${made}: ${counted(rows, 'row')}.`,
  importMeans:
    'It arrives paused, without keys, and nothing that was under way continues here. Add its key and press Resume when you are ready.',
  importing: (rows: number) => `${counted(rows, 'row')} read`,
  importAct: 'Import',
  imported: 'Client imported.',
  receipts: 'Deleted clients',
  receiptsText: 'Counts and times. Only the name is kept.',
  states: { leaving: 'Finishing requests', rows: 'Deleting', bytes: 'Overwriting', done: 'Deleted' },
  held: (leads: number, emails: number, events: number, exports: number) =>
    `${counted(leads, 'lead')}, ${counted(emails, 'email')}, ${counted(events, 'event')}, ${counted(exports, 'export')}`,
  deletedAt: (when: string) => `Deleted ${when}`,
  deletedTitle: (client: string, number: string) => `${client} deleted. Receipt ${number}`,
  paper: (client: string) => `Receipt of a deletion: ${client}`,
  fileName: 'deletion-receipt',
  keysHeld: (count: number) => counted(count, 'key'),
  campaignsStay: 'Campaigns and leads stay at Instantly: delete them there.',
  keys: (count: number) =>
    `${counted(count, 'key')} deleted here. Delete ${count === 1 ? 'it' : 'them'} at Instantly too.`,
  webhook: {
    deleted: 'The webhook at Instantly was deleted.',
    left: 'The webhook could not be deleted: delete it at Instantly.',
  },
  relay: 'The relay is no longer read. Remove its workspace on the relay.',
  tokens: 'Tokens deleted here. What is over there stays: delete it there.',
  reports: (count: number) => `${counted(count, 'report stays where it was', 'reports stay where they were')} saved.`,
}
