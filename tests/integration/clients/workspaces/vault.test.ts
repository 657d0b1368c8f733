import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import type { SecretId } from '#backend/clients/workspaces/vault-rows.ts'
import { createConnections } from '#backend/events/relay/connections.ts'
import { openCrmAccess, renewCrmAccess, saveCrm } from '#backend/inbox/crm/target-store.ts'
import { createModelStore } from '#backend/inbox/inbox-model/connection-store.ts'
import { storeWriteBack } from '#backend/insights/write-back/target-store.ts'
import { storeSource } from '#backend/leads/supabase/source-store.ts'
import type { Decrypted } from '#shared/host.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { aKey, bytesOf, codeOf, fakeHost, type Rig, startRig } from './setup.ts'

const acme = { id: 'remote-acme', name: 'Acme' }
const secret = aKey('acme')
const other = aKey('other')
const passphrase = 'correct horse battery'

let rig: Rig
afterEach(() => rig.end())

const addAcme = () => rig.routes['workspaces.addKey']({ workspaceId: null, key: secret })
const secretOf = async (id: WorkspaceId) => (await rig.keySource.secretFor(id)).secret

const start = () => startRig({ host: fakeHost('plain'), keys: { [secret]: { workspace: acme } } })

describe('keys under the system keyring', () => {
  it('work after a restart without being asked for', async () => {
    rig = startRig({ keys: { [secret]: { workspace: acme } } })
    const { workspace } = await addAcme()
    rig = await rig.restart()
    expect(await secretOf(workspace.id)).toBe(secret)
    expect(await rig.routes['vault.state']({})).toEqual({ protection: 'keyring', passphraseSet: false, locked: false })
  })

  it('say so if the keyring cannot read them, and are still there when it can again', async () => {
    rig = startRig({ keys: { [secret]: { workspace: acme } } })
    const { workspace } = await addAcme()
    const working = rig.host.decrypt
    rig = await rig.restart()
    rig.host.decrypt = () => Promise.reject(new Error(`cannot decrypt ${secret}`))
    expect(await codeOf(() => secretOf(workspace.id))).toBe('KEYRING_UNREADABLE')
    expect(await codeOf(() => secretOf(workspace.id))).toBe('KEYRING_UNREADABLE')
    const keyState = async () => (await rig.routes['workspaces.list']({ archived: false }))[0]?.keyState
    expect(await keyState()).toBe('unreadable')
    // Open screens are told once.
    expect(rig.announced).toEqual(['workspaces'])
    expect(JSON.stringify(rig.lines)).not.toContain(secret)
    rig.host.decrypt = working
    expect(await secretOf(workspace.id)).toBe(secret)
    expect(await keyState()).toBe('active')
    expect(rig.announced).toEqual(['workspaces', 'workspaces'])
  })

  it('are encrypted again only if the keyring has a better key by now', async () => {
    rig = startRig({ keys: { [secret]: { workspace: acme } } })
    const { workspace } = await addAcme()
    const cipher = () => rig.store.raw.prepare('select hex(cipher) from api_key').pluck().get()
    const before = cipher()
    rig = await rig.restart()
    await secretOf(workspace.id)
    expect(cipher()).toBe(before)
    const { decrypt } = rig.host
    rig = await rig.restart()
    rig.host.decrypt = async (sealed) => {
      const { text } = await decrypt(sealed)
      return { text, stale: Buffer.from(sealed).toString('hex').toUpperCase() === before }
    }
    expect(await secretOf(workspace.id)).toBe(secret)
    expect(cipher()).not.toBe(before)
    rig.host.decrypt = decrypt
    rig = await rig.restart()
    expect(await secretOf(workspace.id)).toBe(secret)
  })

  it('of a CRM can be replaced while the old one is being read, and the new one is used from then on', async () => {
    rig = startRig({ keys: { [secret]: { workspace: acme } } })
    const { workspace } = await addAcme()
    const access = (token: string) => ({ kind: 'pipedrive' as const, token })
    const chosen = {
      account: 'Acme',
      accountId: '1',
      pipelineId: '1',
      pipelineName: 'Sales',
      stageId: '1',
      stageName: 'New',
      ownerId: null,
      ownerName: null,
      web: 'https://acme.example',
      currency: null,
    }
    const { id } = await saveCrm(rig, { workspaceId: workspace.id, name: 'CRM', access: access('old'), chosen })
    const { decrypt } = rig.host
    const reading = Promise.withResolvers<void>()
    rig.host.decrypt = async (sealed) => {
      await reading.promise
      return decrypt(sealed)
    }
    const before = openCrmAccess(rig.vault, id)
    rig.host.decrypt = decrypt
    await renewCrmAccess(rig, id, access('new'))
    reading.resolve()
    await before
    expect(await openCrmAccess(rig.vault, id)).toEqual(access('new'))
  })

  it('do not open in the row of another workspace', async () => {
    rig = startRig({
      keys: { [secret]: { workspace: acme }, [other]: { workspace: { id: 'remote-other', name: 'Other' } } },
    })
    const first = await addAcme()
    await rig.routes['workspaces.addKey']({ workspaceId: null, key: other })
    rig = await rig.restart()
    rig.store.raw.prepare('update api_key set cipher = (select cipher from api_key where id = 2) where id = 1').run()
    expect(await codeOf(() => secretOf(first.workspace.id))).toBe('KEYRING_UNREADABLE')
  })

  it('of a server do not open if a copy of the store gave the row another address', async () => {
    rig = startRig({ keys: { [secret]: { workspace: acme } } })
    const { workspace } = await addAcme()
    const { store, clock, vault } = rig
    const source = await storeSource(
      { store, clock, vault },
      {
        workspaceId: workspace.id,
        name: 'Leads',
        kind: 'project',
        address: 'https://abcdefghijklmnopqrst.supabase.co',
        keyKind: 'secret',
        secret: 'sb_secret_of_the_project',
      },
    )
    const connections = createConnections({ store, clock, vault })
    const relay = await connections.keep({
      workspaceId: workspace.id,
      address: 'https://relay.example.com',
      name: 'Relay',
      token: 'token-of-the-relay',
    })
    await connections.move(relay, 'https://moved.example.com')
    const model = createModelStore({ store, clock, vault })
    await model.keep({
      address: 'https://models.example.com/v1',
      model: 'm',
      key: 'key-of-the-model',
      privateNetwork: false,
    })
    const writeBack = await storeWriteBack(
      { store, clock, vault },
      {
        workspaceId: workspace.id,
        sourceId: source.id,
        place: 'own',
        organizationId: null,
        replyText: false,
        access: { kind: 'project', address: source.address, keyKind: 'secret', secret: 'sb_secret_that_writes' },
      },
    )
    const secrets: readonly SecretId[] = [
      { of: 'supabase_source', id: source.id },
      { of: 'relay_connection', id: relay.id },
      { of: 'inbox_model', id: model.get().id },
      { of: 'write_back', id: writeBack.id },
    ]
    rig = await rig.restart()
    expect(await Promise.all(secrets.map((one) => rig.vault.open(one)))).toEqual([
      'sb_secret_of_the_project',
      'token-of-the-relay',
      'key-of-the-model',
      'sb_secret_that_writes',
    ])
    for (const { of } of secrets) rig.store.raw.exec(`update ${of} set address = 'https://elsewhere.example.net'`)
    rig = await rig.restart()
    for (const one of secrets) expect(await codeOf(() => rig.vault.open(one))).toBe('KEYRING_UNREADABLE')
  })

  it('are not stored if the keyring cannot return them', async () => {
    rig = startRig({ keys: { [secret]: { workspace: acme } } })
    rig.host.decrypt = async () => ({ text: 'something else', stale: false })
    expect(await codeOf(addAcme)).toBe('KEYRING_UNREADABLE')
    expect(await rig.routes['workspaces.list']({ archived: true })).toEqual([])
  })

  it('refuse an unnecessary passphrase', async () => {
    rig = startRig()
    expect(await codeOf(() => rig.routes['vault.setPassphrase']({ passphrase }))).toBe('INVALID_INPUT')
  })
})

describe('keys under a passphrase, where the system has no keyring', () => {
  it('cannot be added before there is a passphrase, and the key is not even tested', async () => {
    rig = start()
    expect(await rig.routes['vault.state']({})).toEqual({
      protection: 'passphrase',
      passphraseSet: false,
      locked: false,
    })
    expect(await codeOf(addAcme)).toBe('KEYS_LOCKED')
    expect(rig.remote.asked).toEqual([])
  })

  it('are locked after a start and work once unlocked', async () => {
    rig = start()
    await rig.routes['vault.setPassphrase']({ passphrase })
    const { workspace } = await addAcme()
    rig = await rig.restart()
    expect(await codeOf(() => secretOf(workspace.id))).toBe('KEYS_LOCKED')
    expect((await rig.routes['workspaces.list']({ archived: false }))[0]?.keyState).toBe('locked')
    let unlocked = 0
    rig.vault.onUnlocked(() => {
      unlocked += 1
    })
    expect(await rig.routes['vault.unlock']({ passphrase })).toMatchObject({ passphraseSet: true, locked: false })
    expect(unlocked).toBe(1)
    expect(await secretOf(workspace.id)).toBe(secret)
    expect((await rig.routes['workspaces.list']({ archived: false }))[0]?.keyState).toBe('active')
  })

  it('stop working at once when locked', async () => {
    rig = start()
    await rig.routes['vault.setPassphrase']({ passphrase })
    const { workspace } = await addAcme()
    expect(await secretOf(workspace.id)).toBe(secret)
    expect(await rig.routes['vault.lock']({})).toMatchObject({ locked: true })
    expect(await codeOf(() => secretOf(workspace.id))).toBe('KEYS_LOCKED')
    expect(await codeOf(() => rig.routes['vault.setPassphrase']({ passphrase: 'another one' }))).toBe('KEYS_LOCKED')
  })

  it('do not open with a wrong passphrase, and each guess waits longer', async () => {
    rig = start()
    await rig.routes['vault.setPassphrase']({ passphrase })
    await rig.routes['vault.lock']({})
    for (const guess of ['Correct horse battery', 'correct horse batter']) {
      expect(await codeOf(() => rig.routes['vault.unlock']({ passphrase: guess }))).toBe('PASSPHRASE_WRONG')
    }
    expect(rig.clock.slept).toEqual([250, 500])
    expect(await rig.routes['vault.unlock']({ passphrase })).toMatchObject({ locked: false })
  })

  it('do not open in the row of another workspace', async () => {
    rig = start()
    await rig.routes['vault.setPassphrase']({ passphrase })
    const { workspace } = await addAcme()
    rig.remote.keys[other] = { workspace: { id: 'remote-other', name: 'Other' } }
    await rig.routes['workspaces.addKey']({ workspaceId: null, key: other })
    rig = await rig.restart()
    await rig.routes['vault.unlock']({ passphrase })
    rig.store.raw.prepare('update api_key set cipher = (select cipher from api_key where id = 2) where id = 1').run()
    expect(await codeOf(() => secretOf(workspace.id))).toBe('KEYRING_UNREADABLE')
  })

  it('stay locked if locked again while the passphrase was being checked', async () => {
    rig = start()
    await rig.routes['vault.setPassphrase']({ passphrase })
    const { workspace } = await addAcme()
    await rig.routes['vault.lock']({})
    const unlocking = codeOf(() => rig.routes['vault.unlock']({ passphrase }))
    await rig.routes['vault.lock']({})
    expect(await unlocking).toBe('KEYS_LOCKED')
    expect(await codeOf(() => secretOf(workspace.id))).toBe('KEYS_LOCKED')
  })

  it('added while the passphrase changes are encrypted with the new one', async () => {
    // A key from a lost keyring delays the change just when a new key could slip in under the old passphrase.
    rig = startRig({ keys: { [secret]: { workspace: acme }, [other]: { workspace: { id: 'r', name: 'Other' } } } })
    await addAcme()
    rig.host.protection = 'plain'
    rig.host.decrypt = () => Promise.reject(new Error('no keyring'))
    rig = await rig.restart()
    await rig.routes['vault.setPassphrase']({ passphrase })
    const held = Promise.withResolvers<Decrypted>()
    const reached = Promise.withResolvers<void>()
    rig.host.decrypt = () => {
      rig.host.decrypt = () => Promise.reject(new Error('no keyring'))
      reached.resolve()
      return held.promise
    }
    const changing = rig.routes['vault.setPassphrase']({ passphrase: 'a better one' })
    await reached.promise
    const adding = rig.routes['workspaces.addKey']({ workspaceId: null, key: other })
    for (let turn = 0; turn < 20; turn += 1) await nextTurn()
    held.reject(new Error('no keyring'))
    await changing
    const { workspace } = await adding
    rig = await rig.restart()
    await rig.routes['vault.unlock']({ passphrase: 'a better one' })
    expect(await secretOf(workspace.id)).toBe(other)
  })

  it('move together to a new passphrase', async () => {
    rig = start()
    await rig.routes['vault.setPassphrase']({ passphrase })
    const { workspace } = await addAcme()
    await rig.routes['vault.setPassphrase']({ passphrase: 'a better one' })
    rig = await rig.restart()
    expect(await codeOf(() => rig.routes['vault.unlock']({ passphrase }))).toBe('PASSPHRASE_WRONG')
    await rig.routes['vault.unlock']({ passphrase: 'a better one' })
    expect(await secretOf(workspace.id)).toBe(secret)
  })

  it('can be removed after a forgotten passphrase, so that a new one may be set', async () => {
    rig = start()
    await rig.routes['vault.setPassphrase']({ passphrase })
    const { workspace } = await addAcme()
    rig = await rig.restart()
    const keyId = workspace.keys[0]?.id
    if (!keyId) throw new Error('no key')
    await rig.routes['workspaces.removeKey']({ workspaceId: workspace.id, keyId })
    await rig.routes['vault.setPassphrase']({ passphrase: 'a new beginning' })
    expect((await addAcme()).joined).toBe(true)
    expect(await secretOf(workspace.id)).toBe(secret)
  })
})

describe('a machine whose keyring comes and goes', () => {
  it('keeps keys of a missing keyring, says they cannot be read, and reads them when it returns', async () => {
    rig = startRig({ keys: { [secret]: { workspace: acme } } })
    const { workspace } = await addAcme()
    const decrypt = rig.host.decrypt
    rig.host.protection = 'plain'
    rig.host.decrypt = () => Promise.reject(new Error('no keyring'))
    rig = await rig.restart()
    expect((await rig.routes['workspaces.list']({ archived: false }))[0]?.keyState).toBe('unreadable')
    await rig.routes['vault.setPassphrase']({ passphrase })
    expect(await codeOf(() => secretOf(workspace.id))).toBe('KEYRING_UNREADABLE')
    rig.host.protection = 'keyring'
    rig.host.decrypt = decrypt
    rig = await rig.restart()
    expect(await secretOf(workspace.id)).toBe(secret)
  })

  it('asks for the passphrase once more when a keyring appears, and then never again', async () => {
    rig = startRig({ host: fakeHost('plain'), keys: { [secret]: { workspace: acme } } })
    await rig.routes['vault.setPassphrase']({ passphrase })
    const { workspace } = await addAcme()
    rig.host.protection = 'keyring'
    rig = await rig.restart()
    expect(await rig.routes['vault.state']({})).toMatchObject({ protection: 'keyring', locked: true })
    expect(await codeOf(() => secretOf(workspace.id))).toBe('KEYS_LOCKED')
    await rig.routes['vault.unlock']({ passphrase })
    rig = await rig.restart()
    expect(await rig.routes['vault.state']({})).toMatchObject({ locked: false })
    expect(await secretOf(workspace.id)).toBe(secret)
  })
})

describe('a key', () => {
  it.each(['keyring', 'plain'] as const)(
    'is nowhere in plain text: files, answers, logs, errors (%s)',
    async (protection) => {
      const refused = aKey('refused')
      rig = startRig({ host: fakeHost(protection), keys: { [secret]: { workspace: acme } } })
      const answers: unknown[] = []
      const note = async (work: () => unknown) => {
        try {
          answers.push(await work())
        } catch (error) {
          answers.push(String(error), JSON.stringify(error), error instanceof Error ? error.stack : '')
        }
      }
      if (protection === 'plain') await rig.routes['vault.setPassphrase']({ passphrase })
      await note(() => rig.routes['workspaces.testKey']({ workspaceId: null, key: secret }))
      await note(() => rig.routes['workspaces.addKey']({ workspaceId: null, key: refused }))
      await note(addAcme)
      const id = (await rig.routes['workspaces.list']({ archived: false }))[0]?.id
      if (!id) throw new Error('no workspace')
      await note(() => rig.routes['workspaces.testConnection']({ workspaceId: id }))
      await rig.firstKeyCheck.stop()
      await note(() => rig.routes['workspaces.firstKeyReport']({ workspaceId: id }))
      await note(() => rig.routes['workspaces.list']({ archived: true }))
      rig.keySource.report((await rig.keySource.secretFor(id)).keyId, 'rejected')
      await note(() => rig.keySource.secretFor(id))
      const files = bytesOf(rig.dir)
      const seen = `${JSON.stringify(answers)}${JSON.stringify(rig.lines)}`
      for (const hidden of [secret, refused, passphrase]) {
        expect(files.includes(hidden)).toBe(false)
        expect(files.includes(Buffer.from(hidden).toString('base64').slice(0, 20))).toBe(false)
        expect(seen).not.toContain(hidden)
      }
      expect(seen).toContain('••••••••acme')
    },
  )
})
