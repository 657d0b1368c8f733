/**
 * Faults that a test can inject between client and API. Plain data, so that a server in another process can receive it
 * as JSON.
 */
/** `part_way`: only the first half of a request with leads was carried out. */
export type When = 'before_commit' | 'part_way' | 'after_commit'

export type Fault =
  /** Answers with this status instead; with `after_commit` although the work was done. */
  | { readonly kind: 'status'; readonly status: number; readonly when: When; readonly retryAfterSeconds?: number }
  /** A page as sent by a gateway before the API. */
  | { readonly kind: 'html'; readonly status: number; readonly when: When }
  | { readonly kind: 'reset'; readonly when: When }
  /** Never answered: the client's own timeout ends it. */
  | { readonly kind: 'hang'; readonly when: When }
  /** Half the bytes of a good answer, then the connection ends. */
  | { readonly kind: 'half_answer' }
  | { readonly kind: 'invalid_json' }
  /** Answers with this body, and status (200 if omitted), instead of the requested work or after it. */
  | { readonly kind: 'answer'; readonly status?: number; readonly body: unknown; readonly when: When }
  /** Announces more bytes than a client accepts. */
  | { readonly kind: 'too_long' }
  /** Limits pages of leads to this many rows, regardless of the requested limit. */
  | { readonly kind: 'short_page'; readonly rows: number }
  /** A stale server: these fields of the object, or of each listed one, have their old values. */
  | { readonly kind: 'older_answer'; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly kind: 'slow_body'; readonly overMs: number }
  | { readonly kind: 'delay'; readonly ms: number; readonly when: When }

export type Matching = {
  readonly method?: string
  /** Without /api/v2; `*` stands for one path segment. Every path if omitted. */
  readonly path?: string
}

export type ScriptedFault = Matching & {
  readonly fault: Fault
  /** The first matching request affected, counted from when the rule is set; 1 if omitted. */
  readonly nth?: number
  /** How many in a row from there; 1 if omitted. */
  readonly times?: number
  /** Only requests that ask for more than this of any of them: rows of a page, accounts, days. */
  readonly over?: { readonly limit?: number; readonly emails?: number; readonly days?: number }
}

export type RandomFaults = Matching & {
  readonly seed: number
  /** Share of matching requests, 0 to 1. */
  readonly rate: number
  readonly faults: readonly Fault[]
}

/**
 * Every campaign or lead list meets each fault once: one at every `every`th of its requests, each starting with a
 * different one.
 */
export type FaultsInTurn = Matching & {
  readonly every: number
  readonly faults: readonly Fault[]
}

export type Latency = {
  readonly ms: number
  /** Additional latency of up to this much, at random. */
  readonly jitterMs?: number
  /** Share of the latency that passes before the work is done; 0 if omitted. */
  readonly commitAt?: number
}

/** The first three are points of POST /leads/add. */
export type KillPoint =
  | 'before_commit'
  | 'after_commit_before_answer'
  | 'after_answer'
  | 'during_campaign_create_before_commit'
  | 'during_campaign_create_after_commit'
  | 'during_list_create_before_commit'
  | 'during_list_create_after_commit'
  | 'during_leads_list'
  | 'during_activate'
  | 'during_reply_before_commit'
  | 'during_reply_after_commit'
  | 'during_edit_before_commit'
  | 'during_edit_after_commit'
  | 'during_account_before_commit'
  | 'during_account_after_commit'
  | 'during_delete_before_commit'
  | 'during_delete_after_commit'
  | 'during_email_list'
  | 'during_move_before_commit'
  | 'during_move_after_commit'
  | 'during_block_before_commit'
  | 'during_block_after_commit'
  | 'during_unblock_before_commit'
  | 'during_unblock_after_commit'
  | 'during_interest_before_commit'
  | 'during_interest_after_commit'
  | 'during_lead_delete_before_commit'
  | 'during_lead_delete_after_commit'

export type PointOptions = {
  /** 1 if omitted. */
  readonly nth?: number
  /** Fate of the request: cut off (as for a dead client) or carried on. */
  readonly afterwards?: 'drop' | 'go_on'
}

const base = '/api/v2'

export function matches(rule: Matching, method: string, path: string): boolean {
  if (rule.method !== undefined && rule.method !== method) return false
  if (rule.path === undefined) return true
  const wanted = rule.path.split('/')
  const parts = path.slice(base.length).split('/')
  return (
    path.startsWith(base) &&
    wanted.length === parts.length &&
    wanted.every((part, at) => part === '*' || part === parts[at])
  )
}

/** Returns whether a query asks for more than allowed. */
export function asksOver(over: NonNullable<ScriptedFault['over']>, query: string): boolean {
  const asked = new URLSearchParams(query)
  const [from, to] = ['start_date', 'end_date'].map((name) => Date.parse(asked.get(name) ?? ''))
  const days = ((to ?? 0) - (from ?? 0)) / 86_400_000 + 1
  return (
    Number(asked.get('limit') ?? 0) > (over.limit ?? Infinity) ||
    asked.getAll('emails').length > (over.emails ?? Infinity) ||
    days > (over.days ?? Infinity)
  )
}

/** mulberry32: the same seed, the same faults. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
