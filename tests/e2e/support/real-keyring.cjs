/**
 * Loaded into Electron on Linux after Playwright's own loader, which asks for a keyring that protects nothing. Electron would
 * guess from the desktop, and there is none in CI.
 */
require('electron').app.commandLine.appendSwitch('password-store', 'gnome-libsecret')
