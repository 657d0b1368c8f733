import './core/ui/fonts.css'
import './core/ui/tokens.css'
import './core/ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { keepAnswersFresh } from './core/lib/backend.ts'
import { markFocusedFrames } from './core/lib/focused-frames.ts'
import { measureScrollbar } from './core/lib/scrollbar-width.ts'
import { bufferArrivingFiles } from './core/stores/opening-file.ts'
import { recordPendingRoute } from './core/stores/pending-route.ts'
import { keepLeaveQuestion } from './core/stores/quit.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
keepAnswersFresh()
bufferArrivingFiles()
recordPendingRoute()
keepLeaveQuestion()
markFocusedFrames()
measureScrollbar()
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
