/** Conditions for filtering the rows of a database table. */
export const filterOps = ['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'contains', 'one_of', 'is_empty', 'is_filled'] as const
