/** Texts for exports into lead lists at Instantly, and of tags on campaigns. */
import { counted, n } from '../core/counted.ts'

export const exportTargetsEn = {
  /** Kind of a target, shown beside its name. */
  mark: { campaign: 'campaign', list: 'lead list' },

  plan: {
    target: 'Lead list',
    targetList: 'Lead list at Instantly',
    listKind: 'Which lead list',
    listNew: 'New list',
    listExisting: 'Existing list',
    name: 'Name of the lead list',
    nameEmpty: 'A lead list needs a name.',
    nameTaken: 'A lead list with this name already exists. Two with the same name are hard to tell apart.',
    list: 'Lead list in Instantly',
    listChoose: 'Choose a lead list…',
    listMissing: 'Choose the lead list the leads go to.',
    listGone: 'The lead list used last time is no longer in Instantly. Choose another.',
    listsUnread: 'Lead lists appear once Instantly answers.',
    listsNone: 'This workspace has no lead list yet.',
    meansTitle: 'A lead list sends no emails',
    means:
      'The leads stay at Instantly with all their fields and variables until you move them to a campaign. So there is no schedule, email, account or activation here.',
    after: 'The leads stay in the list. Nothing is sent to them.',
    contactsNone: 'Instantly counts contacts in campaigns. A lead list takes none of them.',
    earlierText: 'Leads already exported to this lead list are not sent again.',
    noSkipNote: 'Leads already elsewhere in this workspace are added too, except as set below.',
    noSkipList: 'Leads already elsewhere in this workspace are added too. Leads in this list are never added twice.',
    skipCampaign: 'Skip if already in any campaign',
    skipCampaignHint: 'Instantly skips leads that are in any campaign of this workspace.',
    skipList: 'Skip if already in any lead list',
    skipListHint: 'Instantly skips leads that are in any lead list of this workspace.',
    skipAlways: 'Leads already in this lead list are never added twice.',
  },

  tags: {
    hint: 'Added to the new campaign once it is created. The leads do not wait for it.',
    add: 'Add a tag',
    placeholder: 'Type a name',
    options: 'Tags of this workspace',
    make: (name: string) => `Create the tag “${name}”`,
    isNew: 'new',
    remove: (name: string) => `Remove the tag ${name}`,
    most: (count: number) => `At most ${n(count)} tags.`,
    unread: 'Tags of the workspace appear once Instantly answers. You can already type a name.',
    none: 'No tag yet.',
    neverRead: 'Tags were not synced yet.',
    edit: 'Change',
    done: 'Done',
    on: (name: string) => `tag ${name} added`,
    off: (name: string) => `tag ${name} removed`,
    failedTitle: 'The tags are not on the campaign',
    pendingTitle: 'The tags are not on the campaign yet',
    failedText: (names: string) => `${names}: the leads were exported without waiting for it. Nothing else is missing.`,
    states: {
      pending: 'not added yet',
      done: 'added',
      failed: 'not added',
    },
  },

  settings: {
    skipCampaign: 'skipped if in any campaign',
    skipList: 'skipped if in any lead list',
  },

  dry: {
    create_tag: (name: string) => `Create the tag ${name}`,
    tag: 'Add tags to the campaign',
    lookList: 'Search lead lists with this name',
    createList: 'Create the lead list',
  },

  home: { decideTitle: 'Was the lead list created?' },
  strip: { preparing: 'preparing the lead list' },

  /** Replaces the texts of an export report whose target is a campaign. */
  ledger: {
    noCampaign: 'The lead list is not created yet.',
    inCampaign: 'in the lead list',
    takenBackWhy: 'removed from the lead list',
    preparing: 'Preparing the lead list at Instantly.',
    questionTitle: 'Was the lead list created?',
    questionNone: (name: string) =>
      `Instantly’s answer to creating “${name}” was lost, and no lead list with that name appeared since. No lead was sent.`,
    questionSeveral: (name: string, count: number) =>
      `Instantly’s answer to creating “${name}” was lost, and ${counted(count, 'lead list')} with that name appeared since. No lead was sent.`,
    candidates: 'Lead list to use',
    adopt: 'Use this lead list',
    takeBackText: (list: string) =>
      `The leads this export uploaded to “${list}” are deleted there, by their ids, and no others. Leads moved to a campaign since are not affected. This cannot be undone. The export report stays.`,
    takeBackOffer: 'Leads already uploaded stay in the lead list unless you undo the export.',
    takenBackNote: (count: number) => `${counted(count, 'lead')} removed from the lead list.`,
    settingTarget: 'Lead list',
    duplicated: 'already in this lead list',
    answersRead: (settled: number) =>
      settled === 0
        ? ''
        : settled === 1
          ? '1 request got no answer and was checked against the lead list: its leads are in the export report, not in Instantly’s counts.'
          : `${counted(settled, 'request')} got no answer and were checked against the lead list: their leads are in the export report, not in Instantly’s counts.`,
    check: {
      never:
        'Not checked yet. Sendoff looks up whether every uploaded lead is still in the lead list at Instantly. Nothing is changed.',
      missingMeans:
        'Uploaded by this export but no longer in the lead list: deleted, or moved to a campaign or another list at Instantly.',
      uncountedMeans:
        'In the lead list, although this report shows them as rejected, failed or not sent. They do not need to be sent again.',
    },
  },
}
