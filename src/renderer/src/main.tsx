import './ui/tokens.css'
import './ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { keepArrivingFiles } from './stores/opening-file.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
keepArrivingFiles()
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
