import { t } from '../../core/lib/texts.ts'

/** Instantly's numbers for how a lead stands. */
export function stateWord(status: number | null): string {
  const { states } = t.remoteLeads
  switch (status) {
    case 1:
      return states.active
    case 2:
      return states.paused
    case 3:
      return states.completed
    case -1:
      return states.bounced
    case -2:
      return states.unsubscribed
    case -3:
      return states.skipped
    default:
      return states.unknown
  }
}
