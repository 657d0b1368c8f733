import type { z } from 'zod'

/** What commands change and queries read: `data.changed` names the queries that read a changed topic. */
export const topics = [
  'workspaces',
  'lists',
  'exports',
  'audit',
  'settings',
  'remote',
  'supabase',
  'blocklist',
  'verification',
  'events',
  'inbox',
  'labels',
  'relay',
  'crm',
  'campaigns',
  'sequences',
  'subsequences',
  'jobs',
  'money',
  'clients',
  'reports',
  'lead_mirror',
  'experiments',
  'opt_outs',
  'accounts',
  'backups',
  'people',
  'pauses',
  'client_data',
  'retention',
  'lock',
  'write_back',
  'shared_memory',
] as const
export type Topic = (typeof topics)[number]

declare const output: unique symbol

export type Route<Input extends z.ZodType = z.ZodType, Output = unknown> = {
  readonly kind: 'query' | 'command'
  readonly input: Input
  /** Topics after whose change a query is run again. */
  readonly reads: readonly Topic[]
  readonly touches: readonly Topic[]
  /** Phantom property that carries the output type. */
  readonly [output]?: Output
}

export type Query<Input extends z.ZodType, Output> = Route<Input, Output> & { readonly kind: 'query' }

/** A route that only reads, with the topics it reads. May be repeated freely, and is when one of them changes. */
export const query =
  <Output>({ reads }: { readonly reads: readonly Topic[] }) =>
  <Input extends z.ZodType>(input: Input): Query<Input, Output> => ({ kind: 'query', input, reads, touches: [] })

/** A route that changes something, with the topics it changes. Without an `Output` it answers nothing. */
export const command =
  <Output = void>({ touches }: { readonly touches: readonly Topic[] }) =>
  <Input extends z.ZodType>(input: Input): Route<Input, Output> => ({ kind: 'command', input, reads: [], touches })

export type Routes = Readonly<Record<string, Route>>
export type InputOf<R> = R extends Route<infer Input, unknown> ? z.input<Input> : never
export type ParsedOf<R> = R extends Route<infer Input, unknown> ? z.output<Input> : never
export type OutputOf<R> = R extends Route<z.ZodType, infer Output> ? Output : never

/** One handler per route of a feature; a missing or misspelt one is a compile error. */
export type Handlers<Map extends Routes> = {
  readonly [Name in keyof Map]: (input: ParsedOf<Map[Name]>) => OutputOf<Map[Name]> | Promise<OutputOf<Map[Name]>>
}
