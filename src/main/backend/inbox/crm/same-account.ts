/**
 * Whether two rows of `crm_target`, by their names in a statement, lead to one account of a CRM, as SQL. Two clients may
 * share one: what is made there for one of them must be found, and not taken, for the other.
 */
export const sameAccount = (a: string, b: string): string =>
  `${a}.kind = ${b}.kind and json_extract(${a}.settings, '$.accountId') = json_extract(${b}.settings, '$.accountId')`
