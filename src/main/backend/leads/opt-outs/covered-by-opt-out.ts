/** For whom an opt-out holds, as SQL and as a question. */
import type { OptOutId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { coveringNames } from '../../core/lib/domain-spellings.ts'

/**
 * Whether the opt-out `o` holds for a client, as SQL: its own ones, and those for all clients. Demo and real clients never
 * share any.
 */
export const coversSql = (o: string, client: string): string =>
  `(${o}.workspace_id = ${client} or (${o}.scope = 'all'
     and exists (select 1 from workspace cw where cw.id = ${client} and (cw.demo is not null)
       = coalesce((select ow.demo is not null from workspace ow where ow.id = ${o}.workspace_id), 0))))`

/**
 * Whether Instantly is to stop sending to whom the opt-out `o` names for a client, as SQL. One that is still asked about
 * pauses its own client only; answered with no, all of it is taken back.
 */
export const holdsAtInstantlySql = (o: string, client: string): string =>
  `((${o}.state = 'on' and ${coversSql(o, client)}) or (${o}.state = 'asked' and ${o}.workspace_id = ${client}))`

/** Addresses and domains that opted out for a client, the ones still asked about too: nobody is written to meanwhile. */
export function optedOutValues({ raw }: Store, workspaceId: WorkspaceId): readonly string[] {
  return raw
    .prepare(`select distinct o.value from opt_out o where o.state <> 'undone' and ${coversSql('o', '@workspaceId')}`)
    .pluck()
    .all({ workspaceId }) as string[]
}

/** The opt-out of an address, or of its domain, that holds for a client, and since when (epoch ms); null for none. */
export function optOutOf(
  { raw }: Pick<Store, 'raw'>,
  workspaceId: WorkspaceId,
  email: string,
): { readonly id: OptOutId; readonly since: number; readonly state: 'asked' | 'on' } | null {
  const found = raw
    .prepare(
      `select o.id, o.since, o.state from opt_out o
        where o.value in (select value from json_each(@values)) and o.state <> 'undone'
          and ${coversSql('o', '@workspaceId')}
        order by o.state = 'on' desc, o.value = @email desc, o.workspace_id = @workspaceId desc limit 1`,
    )
    .get({
      workspaceId,
      email,
      values: JSON.stringify(coveringNames(email)),
    }) as ReturnType<typeof optOutOf> | undefined
  return found ?? null
}
