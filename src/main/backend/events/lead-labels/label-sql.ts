/** SQL for reading `lead_label`. Everything that counts interested leads uses it. */

/** Joins the row of a lead in a campaign, given Instantly's campaign id, as `of`. */
export const joinLabelSql = (
  of: string,
  lead: { readonly workspace: string; readonly campaign: string; readonly email: string },
): string =>
  `left join lead_label ${of} on ${of}.workspace_id = ${lead.workspace} and ${of}.campaign_id = ${lead.campaign} and ${of}.email = ${lead.email}`
