/**
 * A local Supabase project: its roles in a real PostgreSQL, function calls of its API, its gateway, and the parts of
 * its command line that the app's copied commands use, just as strict: migrations run once each in the order of their
 * numbers, and a folder that lacks one that ran is rejected.
 */
import fs from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { createAdaptorServer } from '@hono/node-server'
import { Pool, type QueryResult } from 'pg'
import { repoRoot } from '../repository.ts'

const serviceKey = 'service-role-key'
const secretKey = 'sb_secret_of_the_project'

/** The setup of a Supabase project: its roles, and that functions in `public` are granted to all of them. */
const roles = `
  do $$ begin
    create role anon nologin; create role authenticated nologin; create role service_role nologin bypassrls;
  exception when duplicate_object then null; end $$;
  alter default privileges in schema public grant execute on functions to anon, authenticated, service_role;
  alter default privileges in schema public grant all on tables to anon, authenticated, service_role;
  grant usage on schema public to anon, authenticated, service_role;`

export type SupabaseProject = {
  /** Base address before `/functions/v1`. */
  readonly url: string
  readonly pool: Pool
  /** Which keys the project accepts and passes to its functions: the older one, the newer ones, or none. */
  keys: { older: boolean; newer: boolean }
  paused: boolean
  as(role: string, sql: string, values?: readonly unknown[]): Promise<QueryResult<Record<string, unknown>>>
  /** Runs one of the commands the app shows; throws the text of a refusal. */
  run(command: string): Promise<void>
  /** Loads the function of a folder, as `functions deploy` does. */
  deploy(folder: string): Promise<void>
  close(): Promise<void>
}

let deployments = 0

export async function startSupabaseProject(connectionString: string): Promise<SupabaseProject> {
  const pool = new Pool({ connectionString, max: 4 })
  await pool.query(roles)
  let handler: ((request: Request) => Promise<Response>) | null = null
  let asksToken = true
  let linked = false
  const ran = new Set<string>()

  const project: Omit<SupabaseProject, 'url' | 'close'> & { close?: () => Promise<void> } = {
    pool,
    keys: { older: true, newer: false },
    paused: false,
    async as(role, sql, values = []) {
      const client = await pool.connect()
      try {
        await client.query(`set role ${role}`)
        return await client.query<Record<string, unknown>>(sql, [...values])
      } finally {
        await client.query('reset role')
        client.release()
      }
    },
    async run(command) {
      const folder = /^npx --yes supabase --workdir (?:'([^']+)'|"([^"]+)") /.exec(command)
      const at = path.join(folder?.[1] ?? folder?.[2] ?? '', 'supabase')
      if (!fs.existsSync(path.join(at, 'config.toml'))) throw new Error(`no project in ${at}`)
      if (/ link --project-ref [a-z]{20}$/.test(command)) linked = true
      else if (!linked) throw new Error('Cannot find project ref. Have you run supabase link?')
      else if (command.endsWith(' db push --include-all')) await push(path.join(at, 'migrations'))
      else if (command.endsWith(' functions deploy relay --use-api')) await project.deploy(at)
      else throw new Error(`unknown command: ${command}`)
    },
    async deploy(folder) {
      const config = fs.readFileSync(path.join(folder, 'config.toml'), 'utf8')
      asksToken = !/\[functions\.relay\]\s+verify_jwt = false/.test(config)
      handler = await load(path.join(folder, 'functions/relay/index.ts'))
    },
  }

  async function push(folder: string): Promise<void> {
    const files = fs.readdirSync(folder).toSorted()
    const numbers = files.map((name) => name.slice(0, 14))
    const lacking = [...ran].filter((number) => !numbers.includes(number))
    if (lacking.length > 0) throw new Error(`Remote migration versions not found in local: ${lacking.join(', ')}`)
    for (const name of files) {
      const number = name.slice(0, 14)
      if (ran.has(number)) continue
      await pool.query(fs.readFileSync(path.join(folder, name), 'utf8'))
      ran.add(number)
    }
  }

  /** Loads the function's own entry, as Deno would run it. */
  async function load(file: string): Promise<(request: Request) => Promise<Response>> {
    const env: Record<string, string> = {
      SUPABASE_URL: api.url,
      ...(project.keys.older ? { SUPABASE_SERVICE_ROLE_KEY: serviceKey } : {}),
      ...(project.keys.newer ? { SUPABASE_SECRET_KEYS: JSON.stringify({ default: secretKey }) } : {}),
    }
    let served: ((request: Request) => Promise<Response>) | undefined
    const scope = globalThis as { Deno?: unknown }
    scope.Deno = {
      env: { get: (name: string) => env[name] },
      serve: (given: typeof served) => {
        served = given
      },
    }
    deployments += 1
    await import(/* @vite-ignore */ `${pathToFileURL(file).href}?deployment=${deployments}`)
    delete scope.Deno
    if (!served) throw new Error('the function serves nothing')
    return served
  }

  /** Handles `POST /rest/v1/rpc/NAME` as PostgREST does, in the role of the key. */
  async function answerRpc(request: Request): Promise<Response> {
    const name = /\/rest\/v1\/rpc\/(\w+)$/.exec(new URL(request.url).pathname)?.[1]
    if (!name || !knows(request)) return Response.json({ message: 'Invalid API key' }, { status: 401 })
    const args = Object.entries((await request.json()) as Record<string, unknown>)
    const call = args.map(([arg], index) => `${arg} => $${index + 1}`).join(', ')
    try {
      const values = args.map(([, value]) => value)
      const { rows } = await project.as('service_role', `select public.${name}(${call}) as answer`, values)
      return Response.json(rows[0]?.['answer'] ?? null)
    } catch (error) {
      // Like PostgREST, answers 404 for a missing function.
      const missing = error instanceof Error && 'code' in error && error.code === '42883'
      return Response.json({ code: missing ? 'PGRST202' : 'XX000' }, { status: missing ? 404 : 400 })
    }
  }

  function knows(request: Request): boolean {
    const key = request.headers.get('apikey')
    // A newer key is not a token, so the gateway refuses it in the header meant for tokens.
    if (key === secretKey) return project.keys.newer && request.headers.get('authorization') === null
    return project.keys.older && key === serviceKey
  }

  /** Answers as Supabase's documentation describes for its gateway. */
  function answer(request: Request): Promise<Response> | Response {
    if (project.paused) return new Response('Project paused', { status: 540 })
    if (!handler) {
      return Response.json({ code: 'NOT_FOUND', message: 'Requested function was not found' }, { status: 404 })
    }
    if (asksToken) return Response.json({ code: 401, message: 'Missing authorization header' }, { status: 401 })
    return handler(request)
  }

  const api = await listen(answerRpc)
  const gateway = await listen(answer)
  return Object.assign(project, {
    url: gateway.url,
    close: async () => {
      await Promise.all([api.close(), gateway.close()])
      await pool.end()
    },
  })
}

/** The relay's folder for Supabase in this repository. */
export const relayFolder = path.join(repoRoot, 'relay/supabase')

async function listen(fetch: (request: Request) => Promise<Response> | Response) {
  const server = createAdaptorServer({ fetch, createServer }) as Server
  // Longer than any test: a connection closed just as a client reuses it would look like a fault no test asked for.
  server.keepAliveTimeout = 120_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        ;(server as ReturnType<typeof createServer>).closeAllConnections()
      }),
  }
}
