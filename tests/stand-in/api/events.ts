/** Events as emitted by Electron. */
export type StandInEvent = { defaultPrevented: boolean; preventDefault(): void }

export function makeEvent<Extra extends object>(extra: Extra = {} as Extra): StandInEvent & Extra {
  const event = {
    ...extra,
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true
    },
  }
  return event
}
