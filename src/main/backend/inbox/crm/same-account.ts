/**
 * Returns an SQL condition that is true if two rows of `crm_target`, given by their aliases, belong to the same CRM
 * account. Two clients may share an account; a record created for one of them must be found but not taken over for the
 * other.
 */
export const sameAccountSql = (a: string, b: string): string =>
  `${a}.kind = ${b}.kind and json_extract(${a}.settings, '$.accountId') = json_extract(${b}.settings, '$.accountId')`
