/** A frame never matches `:focus`. While Tab has led into one, its `data-focused` lets it be marked as other controls are. */
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
