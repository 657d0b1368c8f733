/** Sets `data-focused` on a frame entered by Tab, until the focus leaves it: a frame never matches `:focus`. */
export function markFocusedFrames(): void {
  let byTab = false
  addEventListener('keydown', ({ key }) => void (byTab = key === 'Tab'), true)
  addEventListener('pointermove', () => void (byTab = false), true)
  addEventListener('blur', () => {
    if (byTab && document.activeElement instanceof HTMLIFrameElement)
      document.activeElement.toggleAttribute('data-focused', true)
  })
  addEventListener('focus', () => {
    for (const frame of document.querySelectorAll('iframe[data-focused]')) frame.removeAttribute('data-focused')
  })
}
