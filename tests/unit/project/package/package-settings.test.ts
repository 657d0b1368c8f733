import { describe, expect, it } from 'vitest'
import { packageSettings } from '../../../support/package/package-settings.ts'

const feed = { SENDOFF_UPDATE_URL: 'https://updates.example/sendoff' }
const apple = { APPLE_API_KEY: 'key.p8', APPLE_API_KEY_ID: 'id', APPLE_API_ISSUER: 'issuer' }

describe('signing', () => {
  it('an unsigned package says so, on the systems where it matters', () => {
    expect(packageSettings(feed, 'darwin').warnings).toEqual([expect.stringContaining('UNSIGNED')])
    expect(packageSettings(feed, 'win32').warnings).toEqual([expect.stringContaining('UNSIGNED')])
    expect(packageSettings(feed, 'linux').warnings).toEqual([])
  })

  it('with certificate and Apple’s proof it is signed and notarised, silently', () => {
    const { options, warnings } = packageSettings({ ...feed, ...apple, CSC_LINK: 'cert.p12' }, 'darwin')
    expect(options).toContain('-c.mac.notarize=true')
    expect(options.filter((option) => option.includes('identity'))).toEqual([])
    expect(warnings).toEqual([])
  })

  it('a proof for Apple of which a part is missing is none', () => {
    const { options, warnings } = packageSettings(
      { ...feed, ...apple, APPLE_API_ISSUER: '', CSC_LINK: 'cert.p12' },
      'darwin',
    )
    expect(options).toContain('-c.mac.notarize=false')
    expect(warnings).toEqual([expect.stringContaining('NOT NOTARISED')])
  })

  it('a release that must be signed stops without a certificate', () => {
    const required = { ...feed, SENDOFF_SIGNING: 'required' }
    expect(() => packageSettings(required, 'win32')).toThrow('WIN_CSC_LINK')
    expect(() => packageSettings({ ...required, CSC_LINK: 'cert.p12' }, 'darwin')).toThrow('NOT NOTARISED')
    expect(packageSettings({ ...required, WIN_CSC_LINK: 'cert.pfx' }, 'win32').warnings).toEqual([])
  })
})

describe('the update feed', () => {
  it('is the one named, and without one the package says that it has none', () => {
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
