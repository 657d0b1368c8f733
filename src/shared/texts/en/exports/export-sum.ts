import type { SumReason } from '../../../contract/exports/exports.ts'
import { counted, n } from '../core/counted.ts'

/** Why ready leads are not part of an export: the label of a line in its sum, and the explanation. */
const reasons: Readonly<Record<SumReason, { readonly word: string; readonly means: string }>> = {
  opted_out: { word: 'Opted out since', means: 'The person opted out after the list was created.' },
  blocked: {
    word: 'Blocked since',
    means: 'The address or its domain was added to a block list after the list was created.',
  },
  other_client: { word: 'Contacted for another client', means: 'Another client of yours contacted this person.' },
  claimed_elsewhere: {
    word: 'Taken by another computer',
    means: 'It shares this client and has contacted them, or is about to.',
  },
  already_uploaded: {
    word: 'Already in this campaign or lead list',
    means: 'An earlier export added them. Nobody is added twice.',
  },
  in_workspace: {
    word: 'Already in this workspace',
    means: 'Based on your exports and the synced leads at Instantly. Instantly would skip them.',
  },
  contacted: {
    word: 'In an earlier campaign',
    means: 'They were in a campaign of this client that is now deleted.',
  },
  other_company: {
    word: 'Company contacted for another client',
    means: 'Another client of yours contacted this company recently.',
  },
  not_verified: {
    word: 'Not verified',
    means: 'The address is risky, unknown or was never verified.',
  },
  blank_variable: {
    word: 'Blank in the emails',
    means: 'A variable in the emails is blank for them and has no fallback.',
  },
  flawed_value: { word: 'A value would look wrong', means: 'You chose to skip leads with such a value.' },
}

export const exportSumEn = {
  reasons,
  outside: 'Not selected',
  outsideMeans: 'Leads of this list outside the part you selected.',
  afterFirst: (count: number) => `After the first ${n(count)}`,
  beyondContacts: 'Beyond the contacts left',
  beyondMeans:
    'Your Instantly plan has no contacts left for them. Verified leads go first. You can export the rest later.',
  beyondVerified: (count: number) => `${counted(count, 'verified lead')} would not fit either.`,
  nobody: 'Nobody new to export',
  nobodyText: 'All are in this workspace already or excluded above.',
  allBlank: 'Every lead has a blank',
  allBlankText: 'A variable in the emails is blank for all of them. Give it a fallback.',
  noContacts: 'No contacts left in the plan',
  noContactsText: 'Instantly would accept none of these leads. Free up contacts or upgrade the plan, then refresh.',
  mirrorNever: 'The leads at Instantly were never synced',
  mirrorOld: (ago: string) => `The leads at Instantly were synced ${ago}`,
  mirrorText: 'Leads added there by other means are not subtracted yet.',
  sync: 'Sync now',
  onlyVerified: 'Only verified leads',
  onlyVerifiedHint: 'Leads whose address is risky, unknown or was never checked are skipped.',
  part: {
    title: 'Leads',
    whole: 'All of the list',
    rows: (count: number) => counted(count, 'selected lead'),
    tag: (name: string) => `Tagged “${name}”`,
    filter: 'The filter of the list',
    rest: 'Not exported yet',
    first: 'Only the first',
    firstLabel: 'How many leads',
    order: 'Order',
    orders: { verified: 'verified first', list: 'as in the list' },
    firstOf: (count: number, order: string) => `the first ${n(count)}, ${order}`,
    contacts: (count: number) => `cut to ${counted(count, 'contact')} left at Instantly`,
    of: (rows: number) => `${counted(rows, 'row')} of the list`,
    label: 'Part of the list',
    exportRest: (leads: number) => `Export the rest, ${n(leads)}`,
    exportRows: (count: number) => `Export ${counted(count, 'lead')}`,
    inIt: 'in this part of the list',
  },
  verdict: {
    partial: (uploaded: number, promised: number) => `${n(uploaded)} of ${n(promised)} exported`,
    partly: 'Partly exported',
    undone: 'Undone',
    undoneLeads: (leads: number) => `Undone: ${counted(leads, 'lead')} removed from Instantly`,
    nothing: 'Nothing exported',
    nothingThere: (all: number) => `Nothing exported: all ${n(all)} were already there`,
  },
  campaignGone:
    'This campaign was deleted at Instantly. Its leads were deleted with it, so there is nothing left to remove.',
}
