import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'sqlite',
  schema: './src/main/backend/core/db/schema/**/*.ts',
  out: './resources/migrations',
})
