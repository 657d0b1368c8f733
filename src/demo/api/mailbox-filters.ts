import type { Mailbox } from '../state/world-types.ts'

export const mailboxFilters: Readonly<Record<string, (mailbox: Mailbox) => boolean>> = {
  ACC_FILTER_PAUSED: (mailbox) => mailbox.status === 2,
  ACC_FILTER_ERROR: (mailbox) => mailbox.status < 0,
  ACC_FILTER_NO_CTD: (mailbox) => mailbox.settings['tracking_domain_name'] === undefined,
  ACC_FILTER_PW_ACCOUNTS: () => false,
  ACC_FILTER_DFY: () => false,
  ACC_FILTER_DFY_SETUP_PENDING: () => false,
  ACC_FILTER_W_ACTIVE: (mailbox) => mailbox.warmupStatus === 1,
  ACC_FILTER_W_PAUSED: (mailbox) => mailbox.warmupStatus === 0,
  ACC_FILTER_W_ERROR: (mailbox) => mailbox.warmupStatus < 0,
}
