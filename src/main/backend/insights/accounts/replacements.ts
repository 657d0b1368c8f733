/** Takes accounts out of campaigns or swaps them: shown first, written down, then campaign by campaign, and undone as a whole. */
import type { Replacement, ReplacementStep, ReturningAccount } from '#shared/contract/insights/accounts.ts'
import { campaignStatus } from '#shared/domain/campaigns/campaign-state.ts'
import { plainAddress } from '#shared/domain/core/plain-address.ts'
import { AppError, type ErrorCode, type ErrorData } from '#shared/errors.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import { sendersAfter } from '../../campaigns/campaign-edits/change-senders.ts'
import type { CampaignEdits } from '../../campaigns/campaign-edits/routes.ts'
import { createMailboxStore } from '../../campaigns/mailboxes/mailbox-store.ts'
import type { Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { mapLimit } from '../../core/lib/map-limit.ts'
import { parseJson } from '../../core/lib/parse-json.ts'

const lanes = 4

type Row = {
  readonly id: number
  readonly workspaceId: WorkspaceId
  readonly emails: string
  readonly withEmail: string | null
  readonly undoOf: number | null
  readonly undone: 0 | 1
  readonly state: Replacement['state']
  readonly askedAt: number
}
type Item = {
  readonly campaignId: CampaignId
  readonly name: string
  readonly removed: string
  readonly added: string
  readonly state: Replacement['items'][number]['state']
  readonly code: ErrorCode | null
  readonly data: string | null
}
type NewItem = {
  readonly campaignId: CampaignId
  readonly removed: readonly string[]
  readonly added: readonly string[]
}

/** `ask.mustBeThere`: throws where an account that is to send for campaigns was deleted at Instantly. */
export function createReplacements(
  deps: Deps,
  edits: CampaignEdits,
  ask: {
    readonly mustBeThere: (workspaceId: WorkspaceId, email: string) => Promise<void>
    /** Reads accounts again and tells which were deleted at Instantly. */
    readonly lookAgain: (workspaceId: WorkspaceId, emails: readonly string[]) => Promise<ReadonlySet<string>>
  },
) {
  const { store, clock } = deps
  const { raw } = store
  const mailboxes = createMailboxStore(store)
  const log = deps.log('accounts')
  const columns = `r.id, r.workspace_id as workspaceId, r.emails, r.with_email as withEmail, r.undo_of as undoOf, r.state,
    r.asked_at as askedAt, exists (select 1 from account_replacement u where u.undo_of = r.id) as undone
    from account_replacement r`
  const byId = raw.prepare<[number], Row>(`select ${columns} where r.id = ?`)
  const bySubmission = raw.prepare<[string], Row>(`select ${columns} where r.submission = ?`)
  const unended = raw.prepare<[], Row>(`select ${columns} where r.state = 'running'`)
  const itemsOf = raw.prepare<[number], Item>(
    `select i.campaign_id as campaignId, c.name, i.removed, i.added, i.state, i.problem_code as code, i.problem_data as data
       from account_replacement_item i join campaign c on c.id = i.campaign_id where i.replacement_id = ?
      order by case i.state when 'refused' then 0 when 'done' then 2 else 1 end, c.search_name`,
  )
  const insert = raw.prepare(
    `insert into account_replacement (workspace_id, submission, emails, with_email, undo_of, state, asked_at)
       values (@workspaceId, @submission, @emails, @withEmail, @undoOf, 'running', @at)`,
  )
  const insertItem = raw.prepare(
    `insert into account_replacement_item (replacement_id, workspace_id, campaign_id, removed, added, state)
       values (?, ?, ?, ?, ?, 'waiting')`,
  )
  const setItem = raw.prepare(
    `update account_replacement_item set state = @state, problem_code = @code, problem_data = @data
       where replacement_id = @id and campaign_id = @campaignId`,
  )
  const end = raw.prepare(`update account_replacement set state = 'done', ended_at = ? where id = ?`)
  const using = raw.prepare<[object], { id: CampaignId; name: string; status: number; hasTags: 0 | 1; byTag: 0 | 1 }>(
    `select c.id, c.name, c.status, min(u.by_tag) as byTag,
       coalesce(json_array_length(t.raw, '$.email_tag_list'), 0) > 0 as hasTags
     from mailbox_campaign u join campaign c on c.id = u.campaign_id join campaign_content t on t.campaign_id = c.id
     where u.workspace_id = @workspaceId and u.email in (select value from json_each(@emails)) and c.gone_at is null
     group by c.id order by c.status = ${campaignStatus.running} desc, c.search_name`,
  )
  const statusOf = raw
    .prepare<[number, string], number | null>('select status from mailbox where workspace_id = ? and email = ?')
    .pluck()
  const running = new Map<number, Promise<void>>()
  let stopped = false

  const find = (id: number): Row => {
    const row = byId.get(id)
    if (!row) throw new AppError('NOT_FOUND', { what: 'replacement' })
    return row
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written here alone
  const list = (text: string) => parseJson(text) as readonly string[]

  /** Of what came back with an undo; what it left out was gone. */
  function returningOf(workspaceId: WorkspaceId, id: number, undoOf: number): readonly ReturningAccount[] {
    const put = new Set(itemsOf.all(id).flatMap(({ added }) => list(added).map(plainAddress)))
    const meant = new Set(
      itemsOf.all(undoOf).flatMap(({ removed, state }) => (state === 'done' ? list(removed).map(plainAddress) : [])),
    )
    return [...meant].toSorted().map((email): ReturningAccount => {
      const status = statusOf.get(workspaceId, email) ?? null
      const standing = !put.has(email)
        ? 'gone'
        : status === null || status === 1
          ? 'ready'
          : status < 0
            ? 'cannot_send'
            : 'paused'
      return { email, standing }
    })
  }

  function shown(id: number): Replacement {
    const { emails, askedAt, undone, ...row } = find(id)
    return {
      ...row,
      emails: list(emails),
      undone: undone === 1,
      returning: row.undoOf === null ? [] : returningOf(row.workspaceId, id, row.undoOf),
      askedAt: new Date(askedAt).toISOString(),
      items: itemsOf.all(id).map(({ campaignId, name, state, code, data }) => ({
        campaignId,
        name,
        state,
        problem:
          code === null
            ? null
            : // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written here alone
              { code, data: data === null ? {} : (JSON.parse(data) as ErrorData) },
      })),
    }
  }

  function plan(
    workspaceId: WorkspaceId,
    emails: readonly string[],
    withEmail: string | null,
  ): readonly ReplacementStep[] {
    mailboxes.relink(workspaceId)
    const out = new Set(emails)
    const other = withEmail === null || out.has(withEmail) ? null : spellingOf(workspaceId, withEmail)
    return using.all({ workspaceId, emails: JSON.stringify(emails) }).map((row): ReplacementStep => {
      const before = edits.senders(row.id)
      const removed = before.filter((email) => out.has(plainAddress(email)))
      const known = new Set(before.map((email) => plainAddress(email)))
      const added = other !== null && removed.length > 0 && !known.has(other.toLowerCase()) ? [other] : []
      return {
        campaignId: row.id,
        name: row.name,
        running: row.status === campaignStatus.running,
        removed,
        added,
        left: sendersAfter(before, { removed, added }).length,
        hasTags: row.hasTags === 1,
        blocked: removed.length === 0 ? 'tag' : edits.hasUnsentEdit(row.id) ? 'edited' : null,
      }
    })
  }

  const spellingOf = (workspaceId: WorkspaceId, email: string): string => {
    const known = mailboxes.list(workspaceId).find((each) => each.email.toLowerCase() === email)
    if (!known) throw new AppError('NOT_FOUND', { what: 'account' })
    return known.email
  }

  const write = raw.transaction(
    (
      head: {
        readonly workspaceId: WorkspaceId
        readonly submission: string
        readonly emails: readonly string[]
        readonly withEmail: string | null
        readonly undoOf: number | null
      },
      items: readonly NewItem[],
    ): number => {
      const made = insert.run({ ...head, emails: JSON.stringify(head.emails), at: clock.now() })
      const id = Number(made.lastInsertRowid)
      for (const { campaignId, removed, added } of items)
        insertItem.run(id, head.workspaceId, campaignId, JSON.stringify(removed), JSON.stringify(added))
      return id
    },
  )

  async function one(id: number, item: Item): Promise<void> {
    const set = (state: Item['state'], problem: AppError | null = null) =>
      setItem.run({
        id,
        campaignId: item.campaignId,
        state,
        code: problem?.code ?? null,
        data: problem ? JSON.stringify(problem.data) : null,
      })
    if (stopped || deps.pauses.isPaused(find(id).workspaceId)) return
    set('sent')
    try {
      const change = { removed: list(item.removed), added: list(item.added) }
      const { outcome } = await edits.changeSenders(item.campaignId, change, item.state === 'sent')
      if (outcome === 'differs') set('refused', new AppError('CAMPAIGN_EDIT_NOT_KEPT', { fields: 'email_list' }))
      else set('done')
    } catch (error) {
      if (!raw.open) return
      set('refused', asProblem(error, log))
    }
    deps.changed('accounts', 'campaigns')
  }

  /** What is left of it; ended once every campaign has its outcome. */
  function carryOut(id: number): Promise<void> {
    const known = running.get(id)
    if (known) return known
    const open = itemsOf.all(id).filter(({ state }) => state === 'waiting' || state === 'sent')
    const work = mapLimit(open, lanes, (item) => one(id, item))
      .then(() => {
        // What was paused in the middle is on disk, and goes on when the operator resumes.
        if (stopped || itemsOf.all(id).some(({ state }) => state === 'waiting')) return
        end.run(clock.now(), id)
        mailboxes.relink(find(id).workspaceId)
        deps.changed('accounts', 'campaigns')
      })
      .finally(() => running.delete(id))
    running.set(id, work)
    return work
  }

  return {
    plan,
    shown,
    async replace(asked: {
      readonly workspaceId: WorkspaceId
      readonly emails: readonly string[]
      readonly withEmail: string | null
      readonly campaignIds: readonly CampaignId[]
      readonly submission: string
    }): Promise<Replacement> {
      const before = bySubmission.get(asked.submission)
      if (before) {
        await carryOut(before.id)
        return shown(before.id)
      }
      if (deps.pauses.isPaused(asked.workspaceId)) throw new AppError('CLIENT_PAUSED')
      const chosen = new Set(asked.campaignIds)
      const steps = plan(asked.workspaceId, asked.emails, asked.withEmail).filter(
        ({ campaignId, blocked }) => chosen.has(campaignId) && blocked === null,
      )
      if (steps.length === 0) throw new AppError('INVALID_INPUT', { field: 'campaignIds' })
      const { workspaceId, submission, emails, withEmail } = asked
      if (withEmail !== null) await ask.mustBeThere(workspaceId, withEmail)
      const id = write.immediate({ workspaceId, submission, emails, withEmail, undoOf: null }, steps)
      await carryOut(id)
      return shown(id)
    },
    async undo(of: number, submission: string): Promise<Replacement> {
      const before = bySubmission.get(submission)
      if (before) return shown(before.id)
      const row = find(of)
      const done = itemsOf.all(of).filter(({ state }) => state === 'done')
      if (row.undone === 1 || done.length === 0) throw new AppError('INVALID_INPUT', { field: 'id' })
      const { workspaceId, withEmail } = row
      if (deps.pauses.isPaused(workspaceId)) throw new AppError('CLIENT_PAUSED')
      const emails = [...new Set(done.flatMap(({ removed }) => list(removed).map(plainAddress)))]
      const gone = await ask.lookAgain(workspaceId, emails)
      // Where nobody comes back, who sends in their place stays: a campaign is not left without senders.
      const items = done.flatMap((item) => {
        const added = list(item.removed).filter((email) => !gone.has(plainAddress(email)))
        return added.length > 0 ? [{ campaignId: item.campaignId, removed: list(item.added), added }] : []
      })
      if (items.length === 0) throw new AppError('ACCOUNT_GONE', { email: [...gone].join(', ') })
      const id = write.immediate({ workspaceId, submission, emails: list(row.emails), withEmail, undoOf: of }, items)
      await carryOut(id)
      return shown(id)
    },
    /** Those an end cut off: each campaign is read before anything is sent again. */
    resumeAll(): void {
      if (!deps.online() || stopped) return
      for (const { id } of unended.all()) void carryOut(id)
    },
    async stop(): Promise<void> {
      stopped = true
      await Promise.allSettled(running.values())
    },
  }
}
