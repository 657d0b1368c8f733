/** Background jobs: pending, then in progress, then done. Nothing is moved before they succeed. */

import { scheduleTick } from '../sending/sending.ts'
import { interestOf } from '../state/lead-life.ts'
import { addLead, leadsOf, moveLeads } from '../state/lead-store.ts'
import type { Job, JobWork } from '../state/life-types.ts'
import type { World } from '../state/world.ts'
import type { Holder, Lead, Workspace } from '../state/world-types.ts'
import { scheduleEvent } from './schedule-event.ts'

const stageDurations = [1_500, 2_000, 2_000, 2_500] as const

type JobStart = Pick<Job, 'type' | 'entityId' | 'entityType'> & {
  readonly work: JobWork
  readonly data: Record<string, unknown>
}

export function startJob(world: World, workspace: Workspace, start: JobStart, at: number): Job {
  const job: Job = {
    // An id like MongoDB's: 24 hexadecimal digits, starting with the time in seconds.
    id: `${Math.floor(at / 1000)
      .toString(16)
      .padStart(8, '0')}5eed${(0x1_0000_0000_0000 + world.state.serial++).toString(16).slice(1)}`,
    createdAt: at,
    updatedAt: at,
    progress: 0,
    status: 'pending',
    ...start,
  }
  workspace.jobs.push(job)
  scheduleEvent(world, { kind: 'job', at: at + stageDurations[0], workspace, job })
  return job
}

/** Advances the job by one stage. */
export function runJob(world: World, workspace: Workspace, job: Job, at: number): void {
  job.updatedAt = at
  if (job.progress < 75) {
    job.status = 'in-progress'
    job.progress += job.progress === 0 ? 25 : 50
    scheduleEvent(world, { kind: 'job', at: at + stageDurations[2], workspace, job })
    return
  }
  const failure =
    job.work.kind === 'move' ? finishMove(world, workspace, job, job.work, at) : finishWarmup(job.work, at)
  job.progress = 100
  job.status = failure === null ? 'success' : 'failed'
  if (failure !== null) job.data['error'] = failure
}

type Work<Kind extends JobWork['kind']> = Extract<JobWork, { readonly kind: Kind }>

function finishWarmup(work: Work<'warmup'>, at: number): string | null {
  for (const mailbox of work.mailboxes) {
    mailbox.warmupStatus = work.on ? 1 : 0
    mailbox.updatedAt = at
  }
  return null
}

function finishMove(world: World, workspace: Workspace, job: Job, work: Work<'move'>, at: number): string | null {
  const target: Holder | undefined = work.toCampaign ?? workspace.lists.get(work.toListId ?? '')
  if (!target || (target.kind === 'campaign' && !workspace.campaigns.has(target.id))) return 'the target is gone'
  const moving = work.leads.filter((lead) => {
    if (lead.gone || lead.holder === target) return false
    const known = lead.email === null ? [] : leadsOf(workspace, lead.email)
    return !work.skipKnown || !known.some((other) => other.holder === target)
  })
  if (work.copy) for (const lead of moving) addLead(workspace, target, { email: lead.email, fields: lead.fields }, at)
  else move(workspace, moving, target, work, at)
  job.data['moved_leads'] = moving.length
  job.data['moved_lead_emails'] = moving
    .map((lead) => lead.email)
    .filter((email) => email !== null)
    .slice(0, 10_000)
  if (target.kind === 'campaign') scheduleTick(world, workspace, target, at + 60_000)
  return null
}

/** In its new place a lead starts at the first step. */
function move(workspace: Workspace, leads: readonly Lead[], target: Holder, work: Work<'move'>, at: number): void {
  for (const lead of leads) {
    if (lead.holder.kind === 'campaign') workspace.contacts--
    if (target.kind === 'campaign') workspace.contacts++
    lead.updatedAt = at
    if (lead.status === 3 && target.kind === 'campaign') lead.status = 1
    const interest = work.resetInterest ? null : interestOf(lead)
    const { lt_interest_status: _, ...core } = lead.fields?.core ?? {}
    lead.fields = {
      core: interest === null ? core : { ...core, lt_interest_status: interest },
      custom: lead.fields?.custom ?? {},
    }
    lead.life = null
  }
  moveLeads(leads, target)
}
