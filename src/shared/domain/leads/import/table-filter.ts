/** Conditions a row of a database table can be asked for. */
export const filterOps = ['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'contains', 'one_of', 'is_empty', 'is_filled'] as const
