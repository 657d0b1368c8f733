import './core/ui/tokens.css'
import './core/ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { keepLeaveQuestion } from './core/stores/leaving.ts'
import { keepArrivingFiles } from './core/stores/opening-file.ts'
import { keepWantedPlace } from './core/stores/wanted-place.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
keepArrivingFiles()
keepWantedPlace()
keepLeaveQuestion()
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
