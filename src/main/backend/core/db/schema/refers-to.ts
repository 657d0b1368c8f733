import { type AnySQLiteColumn, integer } from 'drizzle-orm/sqlite-core'

/** A row always belongs to one of another table. */
export const refersTo = (name: string, column: () => AnySQLiteColumn) => integer(name).notNull().references(column)
