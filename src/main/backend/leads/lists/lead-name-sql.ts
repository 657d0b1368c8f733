/** SQL for a lead's first and last name together, empty if none. `alias`: that of the table `lead`, with its dot. */
export const leadNameSql = (alias = ''): string =>
  `trim(coalesce(${alias}first_name, '') || ' ' || coalesce(${alias}last_name, ''))`
