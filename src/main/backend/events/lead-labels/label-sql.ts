/** How statements ask for `lead_label`. Whoever counts uses these: nothing else says who is interested. */

/** The row of a lead in a campaign of Instantly's id, joined as `of`. */
export const joinLabelSql = (
  of: string,
  lead: { readonly workspace: string; readonly campaign: string; readonly email: string },
): string =>
  `left join lead_label ${of} on ${of}.workspace_id = ${lead.workspace} and ${of}.campaign_id = ${lead.campaign} and ${of}.email = ${lead.email}`
