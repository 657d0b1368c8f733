import { type RelayState, relay } from '#shared/contract/events/relay.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { relaySecretHeader } from '#shared/relay-protocol.ts'
import type { Deps } from '../../core/deps.ts'
import type { RelayConnector } from './connect-relay.ts'
import { type GapRouteParts, gapRoutes } from './gap-routes.ts'
import type { InAppRelay } from './in-app-relay.ts'
import type { RelayPoller } from './poller.ts'
import type { SendTestEvents } from './send-test-events.ts'
import type { RelaySetups } from './setup.ts'
import type { TestEvents } from './test-events.ts'
import type { Webhooks } from './webhooks.ts'

type Parts = GapRouteParts & {
  readonly poller: RelayPoller
  readonly here: InAppRelay
  readonly setup: RelaySetups
  readonly webhooks: Webhooks
  readonly testEvents: TestEvents
  readonly connecting: RelayConnector
  readonly sendTestEvents: SendTestEvents
  readonly shown: (workspaceId: WorkspaceId) => RelayState
  /** Runs the operator's changes to connections one after the other. */
  readonly inOrder: <T>(work: () => Promise<T>) => Promise<T>
}

export function relayRoutes(
  deps: Deps,
  {
    connections,
    poller,
    here,
    setup,
    webhooks,
    testEvents,
    connecting,
    sendTestEvents,
    shown,
    inOrder,
    ...gapParts
  }: Parts,
): Handlers<typeof relay> {
  return {
    'relay.states': ({ workspaceId }) =>
      connections
        .all()
        .filter((one) => workspaceId === null || one.workspaceId === workspaceId)
        .filter((one) => !setup.isPending(one.workspaceId))
        .map((one) => shown(one.workspaceId)),
    'relay.connect': (order) => inOrder(() => connecting.connect(order)),
    'relay.here': () => here.shown(),
    'relay.runHere': ({ workspaceId, program }) => {
      connecting.realWorkspace(workspaceId)
      here.run(workspaceId, program)
      setup.forget(workspaceId)
      return here.shown()
    },
    'relay.setup': ({ workspaceId }) => setup.find(workspaceId),
    'relay.prepareSetup': ({ workspaceId, project }) =>
      inOrder(async () => {
        connecting.realWorkspace(workspaceId)
        if (connections.find(workspaceId) && !setup.isPending(workspaceId)) throw new AppError('RELAY_TOKEN_TAKEN')
        return setup.prepare(workspaceId, project)
      }),
    'relay.checkSetup': ({ workspaceId }) => inOrder(() => setup.check(workspaceId)),
    'relay.setupSql': async ({ workspaceId }) => ({ sql: await setup.sql(workspaceId) }),
    'relay.changeProgram': async ({ program }) => {
      await inOrder(() => here.changeProgram(program))
      return here.shown()
    },
    'relay.lookAgain': () => {
      here.again()
      return here.shown()
    },
    'relay.poke': () => poller.restart(),
    'relay.disconnect': ({ workspaceId, deleteWebhook }) =>
      inOrder(() => connecting.disconnect(workspaceId, deleteWebhook)),
    'relay.register': ({ workspaceId }) =>
      inOrder(async () => {
        await webhooks.register(workspaceId)
        return shown(workspaceId)
      }),
    'relay.checkWebhook': async ({ workspaceId }) => {
      await inOrder(() => webhooks.check(workspaceId, 'click'))
      return shown(workspaceId)
    },
    'relay.resumeWebhook': async ({ workspaceId }) => {
      await inOrder(() => webhooks.resume(workspaceId))
      return shown(workspaceId)
    },
    'relay.byHand': async ({ workspaceId }) => {
      const { url, headers } = await webhooks.targetOf(connections.of(workspaceId))
      return { url, headerName: relaySecretHeader, headerValue: headers[relaySecretHeader] ?? '' }
    },
    'relay.test': ({ workspaceId }) => sendTestEvents.sendTest(workspaceId),
    'relay.trials': ({ workspaceId }) => testEvents.latest(workspaceId),
    'relay.simulate': ({ workspaceId, json }) => sendTestEvents.simulate(workspaceId, json),
    ...gapRoutes(deps, { connections, ...gapParts }),
  }
}
