import { Component, type ReactNode } from 'react'
import { t } from '../core/lib/texts.ts'
import { Button } from '../core/ui/button.tsx'
import { Note } from '../core/ui/note.tsx'

type Props = { children: ReactNode }
type State = { readonly failed: boolean }

/** Catches a screen that fails to render, so that the rest of the window keeps working. Use the path as `key`. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failed: false }

  static getDerivedStateFromError(): State {
    return { failed: true }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <div className="page-body" style={{ paddingTop: 24 }}>
        <Note
          tone="bad"
          role="alert"
          title={t.frame.screenFailed}
          action={<Button label={t.frame.drawAgain} size="s" onClick={() => this.setState({ failed: false })} />}
        >
          {t.frame.screenFailedMeans}
        </Note>
      </div>
    )
  }
}
