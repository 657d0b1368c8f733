/** A lead's first and last name as one, empty where it has none. `alias`: of the table `lead`, with its point. */
export const leadNameSql = (alias = ''): string =>
  `trim(coalesce(${alias}first_name, '') || ' ' || coalesce(${alias}last_name, ''))`
