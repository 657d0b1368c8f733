/** Determines whom an opt-out applies to, as SQL and as functions. */
import type { OptOutId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { namesCovering } from '../../core/lib/domain-spellings.ts'

/**
 * SQL condition: the opt-out `o` applies to a client, because it is the client's own or is for all clients. Demo and
 * real clients never share any.
 */
export const coversSql = (o: string, client: string): string =>
  `(${o}.workspace_id = ${client} or (${o}.scope = 'all'
     and exists (select 1 from workspace cw where cw.id = ${client} and (cw.demo is not null)
       = coalesce((select ow.demo is not null from workspace ow where ow.id = ${o}.workspace_id), 0))))`

/**
 * SQL condition: Instantly must not send to the person or domain of opt-out `o` for a client. An opt-out that is still
 * being asked about pauses sending for its own client only; if the answer is no, everything is reverted.
 */
export const appliesAtInstantlySql = (o: string, client: string): string =>
  `((${o}.state = 'on' and ${coversSql(o, client)}) or (${o}.state = 'asked' and ${o}.workspace_id = ${client}))`

/** Returns addresses and domains that opted out for a client, and those being asked about, who get no emails. */
export function optedOutValues({ raw }: Store, workspaceId: WorkspaceId): readonly string[] {
  return raw
    .prepare(`select distinct o.value from opt_out o where o.state <> 'undone' and ${coversSql('o', '@workspaceId')}`)
    .pluck()
    .all({ workspaceId }) as string[]
}

/** Returns the opt-out of an address or its domain that applies to a client, and since when (epoch ms), or null. */
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
      values: JSON.stringify(namesCovering(email)),
    }) as ReturnType<typeof optOutOf> | undefined
  return found ?? null
}
