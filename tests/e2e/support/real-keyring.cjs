/**
 * Loaded into Electron on Linux after Playwright's own loader, which requests a keyring that protects nothing. Electron
 * would choose by the desktop, and CI has none.
 */
require('electron').app.commandLine.appendSwitch('password-store', 'gnome-libsecret')
