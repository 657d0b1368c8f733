import { t } from '../../core/lib/texts.ts'

/** Returns the name of Instantly's numeric lead status. */
export function leadStateName(status: number | null): string {
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
