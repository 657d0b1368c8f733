/** Settings that the environment adds to electron-builder.yml: signing, notarising and the update feed. */

export type PackageSettings = {
  /** Options for electron-builder's command line. */
  readonly options: readonly string[]
  /** What the operator of the build must not overlook. */
  readonly warnings: readonly string[]
}

type Env = Readonly<Record<string, string | undefined>>
type System = 'darwin' | 'win32' | 'linux'

/**
 * Returns the settings for a package of `system`. Throws if signing is required but impossible, or if the feed is
 * invalid.
 */
export function packageSettings(env: Env, system: System): PackageSettings {
  const parts = [signing(env, system), feed(env)]
  const warnings = parts.flatMap((part) => part.warnings)
  if (env['SENDOFF_SIGNING'] === 'required' && parts[0] && parts[0].warnings.length > 0)
    throw new Error(`SENDOFF_SIGNING=required, but: ${parts[0].warnings.join(' ')}`)
  return { options: parts.flatMap((part) => part.options), warnings }
}

function signing(env: Env, system: System): PackageSettings {
  if (system === 'linux') return nothing
  if (system === 'win32') return windowsSigning(env)
  if (!env['CSC_LINK'] && !env['CSC_NAME'])
    return {
      // "-" is Apple's name for a signature without an identity; the hardened runtime would reject Electron's parts
      // then.
      options: [
        '-c.mac.identity=-',
        '-c.mac.hardenedRuntime=false',
        '-c.mac.notarize=false',
        '-c.extraMetadata.unsigned=true',
      ],
      warnings: ['UNSIGNED: no CSC_LINK or CSC_NAME, so macOS will refuse to open it by a double click.'],
    }
  if (!canNotarise(env))
    return {
      options: ['-c.mac.notarize=false'],
      warnings: ['NOT NOTARISED: no APPLE_API_KEY or APPLE_ID, so macOS will refuse to open it by a double click.'],
    }
  return { options: ['-c.mac.notarize=true'], warnings: [] }
}

/**
 * electron-builder's options for an account at Azure Artifact Signing (once *Trusted Signing*), by our variable names.
 */
const azureAccount = {
  AZURE_SIGNING_ENDPOINT: 'endpoint',
  AZURE_SIGNING_ACCOUNT: 'codeSigningAccountName',
  AZURE_SIGNING_PROFILE: 'certificateProfileName',
  AZURE_SIGNING_PUBLISHER: 'publisherName',
} as const
/** Azure login; its own tools read these variables (`EnvironmentCredential`), so this only checks that they are set. */
const azureLogin = ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_CLIENT_SECRET'] as const

/**
 * Azure signs in its own hardware, which has been mandatory for public certificates since June 2023; a file is for
 * older ones.
 */
function windowsSigning(env: Env): PackageSettings {
  const account = Object.entries(azureAccount)
  if (account.some(([name]) => env[name])) {
    const missing = [...account.map(([name]) => name), ...azureLogin].filter((name) => !env[name])
    if (missing.length > 0) throw new Error(`Signing by Azure also needs ${missing.join(', ')}.`)
    return { options: account.map(([name, key]) => `-c.win.azureSignOptions.${key}=${env[name]}`), warnings: [] }
  }
  if (env['WIN_CSC_LINK'] || env['CSC_LINK']) return nothing
  return {
    options: ['-c.win.signExecutable=false'],
    warnings: [
      'UNSIGNED: neither AZURE_SIGNING_* nor WIN_CSC_LINK is set, so Windows will warn of an unknown publisher.',
    ],
  }
}

/** The ways electron-builder can authenticate with Apple; each needs all of its variables. */
const notarisingBy = [
  ['APPLE_API_KEY', 'APPLE_API_KEY_ID', 'APPLE_API_ISSUER'],
  ['APPLE_ID', 'APPLE_APP_SPECIFIC_PASSWORD', 'APPLE_TEAM_ID'],
  ['APPLE_KEYCHAIN', 'APPLE_KEYCHAIN_PROFILE'],
] as const
const canNotarise = (env: Env) => notarisingBy.some((names) => names.every((name) => env[name]))

function feed(env: Env): PackageSettings {
  const url = env['SENDOFF_UPDATE_URL']
  const repository = env['SENDOFF_UPDATE_GITHUB']
  if (url && repository) throw new Error('Either SENDOFF_UPDATE_URL or SENDOFF_UPDATE_GITHUB, not both.')
  if (url) {
    if (!/^https:\/\/[^\s]+$/.test(url)) throw new Error('SENDOFF_UPDATE_URL must be an address with https.')
    return { options: ['-c.publish.provider=generic', `-c.publish.url=${url}`], warnings: [] }
  }
  if (repository) {
    const [owner, repo, ...more] = repository.split('/')
    if (!owner || !repo || more.length > 0) throw new Error('SENDOFF_UPDATE_GITHUB must be owner/repository.')
    return {
      options: ['-c.publish.provider=github', `-c.publish.owner=${owner}`, `-c.publish.repo=${repo}`],
      warnings: [],
    }
  }
  return { options: [], warnings: ['NO UPDATE FEED: no SENDOFF_UPDATE_URL, so no latest*.yml is written.'] }
}

const nothing: PackageSettings = { options: [], warnings: [] }
