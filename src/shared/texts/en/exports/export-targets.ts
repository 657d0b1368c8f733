/** Words of exports into lead lists at Instantly, and of tags on campaigns. */
import { counted, n } from '../core/counted.ts'

export const exportTargetsEn = {
  /** Of what kind a target is, beside its name. */
  mark: { campaign: 'campaign', list: 'lead list' },

  plan: {
    target: 'Lead list',
    targetList: 'Lead list at Instantly',
    listKind: 'Which lead list',
    listNew: 'New list',
    listExisting: 'Existing list',
    name: 'Name of the lead list',
    nameEmpty: 'A lead list needs a name.',
    nameTaken: 'A lead list of this name is there already. Two of one name are hard to tell apart.',
    list: 'Lead list in Instantly',
    listChoose: 'Choose a lead list …',
    listMissing: 'Choose the lead list the leads go to.',
    listGone: 'The lead list used last time is not in Instantly any more. Choose another.',
    listsUnread: 'Lead lists appear once Instantly answers.',
    listsNone: 'This workspace has no lead list yet.',
    meansTitle: 'Nobody is written to from a lead list',
    means:
      'The leads wait at Instantly with all their fields and variables until you move them to a campaign there. So there is no schedule, no email, no sending account and nothing to activate here.',
    title: (leads: number) => `${counted(leads, 'lead')} to one lead list`,
    after: 'The leads stay in the list. Nothing is sent to them.',
    contactsNone: 'Instantly counts contacts in campaigns. A lead list takes none of them.',
    earlierText: 'Leads our ledger already has in the chosen lead list are not sent to it again.',
    noSkipNote: 'Leads already elsewhere in this workspace are added too, but for those ruled out below.',
    noSkipList:
      'Leads already elsewhere in this workspace are added too. Those in this very list are never added twice.',
    skipCampaign: 'Skip if already in any campaign',
    skipCampaignHint: 'Instantly leaves out who is in a campaign of this workspace, whichever it is.',
    skipList: 'Skip if already in any lead list',
    skipListHint: 'Instantly leaves out who is in a lead list of this workspace, whichever it is.',
    skipAlways: 'Leads that are in this lead list itself are never added twice.',
  },

  tags: {
    hint: 'Put on the new campaign once it is made. The leads never wait for it.',
    add: 'Add a tag',
    placeholder: 'Type a name',
    options: 'Tags of this workspace',
    make: (name: string) => `Make the tag “${name}”`,
    isNew: 'new',
    remove: (name: string) => `Take the tag ${name} off`,
    most: (count: number) => `At most ${n(count)} tags.`,
    unread: 'Tags of the workspace appear once Instantly answers. A name can be typed already.',
    none: 'No tag yet.',
    neverRead: 'Tags were not read yet.',
    edit: 'Change',
    done: 'Done',
    on: (name: string) => `tag ${name} put on`,
    off: (name: string) => `tag ${name} taken off`,
    failedTitle: 'The tags are not on the campaign',
    pendingTitle: 'The tags are not on the campaign yet',
    failedText: (names: string) => `${names}: the leads did not wait for it. Nothing else is missing.`,
    states: {
      pending: 'not on it yet',
      done: 'on it',
      failed: 'not on it',
    },
  },

  settings: {
    skipCampaign: 'skipped where in any campaign',
    skipList: 'skipped where in any lead list',
  },

  dry: {
    create_tag: (name: string) => `Make the tag ${name}`,
    tag: 'Put tags on the campaign',
    lookList: 'Look for lead lists of this name',
    createList: 'Create the lead list',
  },

  home: { decideTitle: 'Was the lead list created?' },
  strip: { preparing: 'preparing the lead list' },

  /** In place of the words of a ledger whose target is a campaign. */
  ledger: {
    noCampaign: 'The lead list is not made yet.',
    inCampaign: 'in the lead list',
    takenBackWhy: 'deleted from the lead list again',
    preparing: 'Preparing the lead list at Instantly.',
    questionTitle: 'Was the lead list created?',
    questionNone: (name: string) =>
      `Instantly’s answer to creating “${name}” was lost, and no lead list of that name appeared since. No lead was sent.`,
    questionSeveral: (name: string, count: number) =>
      `Instantly’s answer to creating “${name}” was lost, and ${counted(count, 'lead list')} of that name appeared since. No lead was sent.`,
    candidates: 'Lead list to use',
    adopt: 'Use this lead list',
    takeBackText: (list: string) =>
      `The leads this export uploaded to “${list}” are deleted there, by their ids and no others. What was moved to a campaign since is not in the list any more and stays there. This cannot be undone; the ledger stays.`,
    takeBackOffer: 'The leads already uploaded stay in the lead list, unless you take them back.',
    takenBackNote: (count: number) => `${counted(count, 'lead')} taken back out of the lead list.`,
    settingTarget: 'Lead list',
    duplicated: 'already in this lead list',
    answersRead: (settled: number) =>
      settled === 0
        ? ''
        : settled === 1
          ? '1 request lost its answer and was settled by reading the lead list: those leads are in the ledger, not in Instantly’s counts.'
          : `${counted(settled, 'request')} lost their answer and were settled by reading the lead list: those leads are in the ledger, not in Instantly’s counts.`,
    check: {
      never:
        'Not compared yet. Sendoff reads the lead list at Instantly and tells whether every uploaded lead is still there. Nothing is changed.',
      missingMeans:
        'Uploaded by this export, and not in the lead list any more: deleted, or moved to a campaign or another list at Instantly.',
      uncountedMeans:
        'In the lead list, though this ledger has them as refused, failed or not sent. They need not be sent again.',
    },
  },
}
