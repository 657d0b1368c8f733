import { describe, expect, it } from 'vitest'
import { packageSettings } from '../../../support/package/package-settings.ts'

const feed = { SENDOFF_UPDATE_URL: 'https://updates.example/sendoff' }
const apple = { APPLE_API_KEY: 'key.p8', APPLE_API_KEY_ID: 'id', APPLE_API_ISSUER: 'issuer' }

describe('signing', () => {
  it('warns of an unsigned package on the systems where it matters', () => {
    expect(packageSettings(feed, 'darwin').warnings).toEqual([expect.stringContaining('UNSIGNED')])
    expect(packageSettings(feed, 'win32').warnings).toEqual([expect.stringContaining('UNSIGNED')])
    expect(packageSettings(feed, 'linux').warnings).toEqual([])
  })

  it('signs and notarises silently with certificate and Apple’s key', () => {
    const { options, warnings } = packageSettings({ ...feed, ...apple, CSC_LINK: 'cert.p12' }, 'darwin')
    expect(options).toContain('-c.mac.notarize=true')
    expect(options.filter((option) => option.includes('identity'))).toEqual([])
    expect(warnings).toEqual([])
  })

  it('ignores an incomplete key for Apple', () => {
    const { options, warnings } = packageSettings(
      { ...feed, ...apple, APPLE_API_ISSUER: '', CSC_LINK: 'cert.p12' },
      'darwin',
    )
    expect(options).toContain('-c.mac.notarize=false')
    expect(warnings).toEqual([expect.stringContaining('NOT NOTARISED')])
  })

  const azure = {
    AZURE_SIGNING_ENDPOINT: 'https://weu.codesigning.azure.net',
    AZURE_SIGNING_ACCOUNT: 'acme',
    AZURE_SIGNING_PROFILE: 'public',
    AZURE_SIGNING_PUBLISHER: 'Acme GmbH',
    AZURE_TENANT_ID: 'tenant',
    AZURE_CLIENT_ID: 'client',
    AZURE_CLIENT_SECRET: 'secret',
  }

  it('works with an Azure account for Windows, even if signing is required, and its secret is in no option', () => {
    const { options, warnings } = packageSettings({ ...feed, ...azure, SENDOFF_SIGNING: 'required' }, 'win32')
    expect(options).toEqual(
      expect.arrayContaining([
        '-c.win.azureSignOptions.endpoint=https://weu.codesigning.azure.net',
        '-c.win.azureSignOptions.codeSigningAccountName=acme',
        '-c.win.azureSignOptions.certificateProfileName=public',
        '-c.win.azureSignOptions.publisherName=Acme GmbH',
      ]),
    )
    expect(options.join(' ')).not.toContain('secret')
    expect(warnings).toEqual([])
  })

  it('stops for an incomplete Azure account, naming what is missing', () => {
    expect(() => packageSettings({ ...feed, ...azure, AZURE_CLIENT_ID: '' }, 'win32')).toThrow('AZURE_CLIENT_ID')
  })

  it('stops a release that must be signed without a certificate', () => {
    const required = { ...feed, SENDOFF_SIGNING: 'required' }
    expect(() => packageSettings(required, 'win32')).toThrow('WIN_CSC_LINK')
    expect(() => packageSettings({ ...required, CSC_LINK: 'cert.p12' }, 'darwin')).toThrow('NOT NOTARISED')
    expect(packageSettings({ ...required, WIN_CSC_LINK: 'cert.pfx' }, 'win32').warnings).toEqual([])
  })
})

describe('the update feed', () => {
  it('is the configured one, and without one the package says so', () => {
    expect(packageSettings(feed, 'linux').options).toEqual([
      '-c.publish.provider=generic',
      '-c.publish.url=https://updates.example/sendoff',
    ])
    expect(packageSettings({ SENDOFF_UPDATE_GITHUB: 'acme/sendoff' }, 'linux').options).toEqual([
      '-c.publish.provider=github',
      '-c.publish.owner=acme',
      '-c.publish.repo=sendoff',
    ])
    expect(packageSettings({}, 'linux').warnings).toEqual([expect.stringContaining('NO UPDATE FEED')])
  })

  it.each([
    ['without https', { SENDOFF_UPDATE_URL: 'http://updates.example' }],
    ['no repository', { SENDOFF_UPDATE_GITHUB: 'acme' }],
    ['two at once', { ...feed, SENDOFF_UPDATE_GITHUB: 'acme/sendoff' }],
  ])('%s is refused', (_what, env) => {
    expect(() => packageSettings(env, 'linux')).toThrow(/SENDOFF_UPDATE/)
  })
})
