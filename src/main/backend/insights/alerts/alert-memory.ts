/** Stores the state of alerts: since when each exists, at which level notified or dismissed, and what is muted. */
import type { MuteSubject, ShownAlert } from '#shared/contract/insights/alerts.ts'
import type { AlertKind, AlertLevel } from '#shared/domain/insights/alerts/evaluate-campaign.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'

type RememberedAlert = {
  readonly key: string
  readonly since: number
  readonly toldLevel: AlertLevel | null
  readonly asideLevel: AlertLevel | null
  readonly snoozedUntil: number | null
}
type MutedAlert = { readonly subject: string; readonly kind: AlertKind; readonly mutedAt: number }
export type WorkspaceAlertMemory = {
  readonly states: ReadonlyMap<string, RememberedAlert>
  readonly mutes: readonly MutedAlert[]
}

/** Severity, to tell alerts that got worse from unchanged ones. */
export const rankOfLevel: Readonly<Record<AlertLevel, number>> = { info: 1, amber: 2, red: 3 }
const isWorse = (level: AlertLevel, known: AlertLevel | null) =>
  known === null || rankOfLevel[level] > rankOfLevel[known]

export function muteSubjectOf(of: MuteSubject): string {
  if (of.kind === 'campaign') return `campaign ${of.campaignId}`
  if (of.kind === 'mailbox') return `mailbox ${of.email}`
  return of.partId === null ? 'client' : `part ${of.partId}`
}

/** Returns the subjects by which an alert can be muted. */
const muteSubjectsOf = ({ partId, about }: ShownAlert): readonly string[] => [
  'client',
  ...(partId === null ? [] : [`part ${partId}`]),
  ...(about.kind === 'campaign' ? [`campaign ${about.campaignId}`] : []),
  ...(about.kind === 'mailbox' ? [`mailbox ${about.email}`] : []),
]

/** Returns why an alert is hidden; null if it is shown. */
export function hiddenReasonOf(
  { states, mutes }: WorkspaceAlertMemory,
  alert: ShownAlert,
  now: number,
): 'muted' | 'snoozed' | 'aside' | null {
  const subjects = new Set(muteSubjectsOf(alert))
  if (mutes.some(({ subject, kind }) => kind === alert.kind && subjects.has(subject))) return 'muted'
  const state = states.get(alert.key)
  if (state?.snoozedUntil && state.snoozedUntil > now) return 'snoozed'
  return state && !isWorse(alert.level, state.asideLevel) ? 'aside' : null
}

export const isNewOrWorse = ({ states }: WorkspaceAlertMemory, { key, level }: ShownAlert): boolean =>
  isWorse(level, states.get(key)?.toldLevel ?? null)

export function createAlertMemory({ raw }: Store) {
  const states = raw.prepare<[number], RememberedAlert>(
    `select key, since, told_level as toldLevel, aside_level as asideLevel, snoozed_until as snoozedUntil
       from alert_state where workspace_id = ?`,
  )
  const mutes = raw.prepare<[number], MutedAlert>(
    'select subject, kind, muted_at as mutedAt from alert_mute where workspace_id = ? order by muted_at desc',
  )
  const note = raw.prepare('insert into alert_state (workspace_id, key, since) values (?, ?, ?) on conflict do nothing')
  const forget = raw.prepare('delete from alert_state where workspace_id = ? and key = ?')
  const setNotified = raw.prepare('update alert_state set told_level = ? where workspace_id = ? and key = ?')
  const aside = raw.prepare(
    'update alert_state set aside_level = ?, snoozed_until = ? where workspace_id = ? and key = ?',
  )
  const mute = raw.prepare(
    'insert into alert_mute (workspace_id, subject, kind, muted_at) values (?, ?, ?, ?) on conflict do nothing',
  )
  const unmute = raw.prepare('delete from alert_mute where workspace_id = ? and subject = ? and kind = ?')

  const settle = raw.transaction((workspaceId: WorkspaceId, keys: ReadonlySet<string>, now: number): void => {
    for (const { key } of states.all(workspaceId)) if (!keys.has(key)) forget.run(workspaceId, key)
    for (const key of keys) note.run(workspaceId, key, now)
  })
  const tell = raw.transaction((workspaceId: WorkspaceId, alerts: readonly ShownAlert[], now: number): void => {
    for (const { key, level } of alerts) {
      note.run(workspaceId, key, now)
      setNotified.run(level, workspaceId, key)
    }
  })
  const quiet = raw.transaction(
    (alert: Pick<ShownAlert, 'workspaceId' | 'key'>, level: AlertLevel | null, until: number | null, now: number) => {
      note.run(alert.workspaceId, alert.key, now)
      aside.run(level, until, alert.workspaceId, alert.key)
    },
  )

  return {
    of: (workspaceId: WorkspaceId): WorkspaceAlertMemory => ({
      states: new Map(states.all(workspaceId).map((state) => [state.key, state])),
      mutes: mutes.all(workspaceId),
    }),
    /** Takes all current alerts: those that no longer exist are forgotten, and new ones are recorded with `now`. */
    settle: (workspaceId: WorkspaceId, keys: ReadonlySet<string>, now: number): void =>
      settle.immediate(workspaceId, keys, now),
    markNotified: (workspaceId: WorkspaceId, alerts: readonly ShownAlert[], now: number): void =>
      tell.immediate(workspaceId, alerts, now),
    putAside: (alert: ShownAlert, now: number): void => quiet.immediate(alert, alert.level, null, now),
    /** A null `until` shows the alert again. */
    snooze: (alert: Pick<ShownAlert, 'workspaceId' | 'key'>, until: number | null, now: number): void =>
      quiet.immediate(alert, null, until, now),
    mute(workspaceId: WorkspaceId, subject: string, kind: AlertKind, muted: boolean, now: number): void {
      if (muted) mute.run(workspaceId, subject, kind, now)
      else unmute.run(workspaceId, subject, kind)
    },
  }
}
